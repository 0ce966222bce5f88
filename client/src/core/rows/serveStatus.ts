/**
 * States of applications, deployments and replicas of ray 2.60 (`ApplicationStatus` in serve/schema.py, `DeploymentStatus`
 * and `ReplicaState` in serve/_private/common.py), in words and colors.
 */
import type { Tone } from './row';
import { text, type Text } from '../text/text';

export function looks(status: string): { readonly tone: Tone; readonly icon: string } {
  switch (status) {
    case 'RUNNING':
    case 'HEALTHY':
      return { tone: 'good', icon: 'pass' };
    case 'DEPLOY_FAILED':
      return { tone: 'error', icon: 'error' };
    case 'UNHEALTHY':
      return { tone: 'warning', icon: 'warning' };
    case 'NOT_STARTED':
      return { tone: 'muted', icon: 'clock' };
    case 'DEPLOYING':
    case 'DELETING':
    case 'UPDATING':
    case 'UPSCALING':
    case 'DOWNSCALING':
    case 'STARTING':
    case 'STOPPING':
      return { tone: 'busy', icon: 'loading~spin' };
    default:
      return { tone: 'normal', icon: 'question' };
  }
}

/** A state that a later Ray has stays as Ray writes it, in small letters. */
export function statusText(status: string): Text {
  switch (status) {
    case 'RUNNING':
      return text('running');
    case 'HEALTHY':
      return text('healthy');
    case 'UNHEALTHY':
      return text('unhealthy');
    case 'DEPLOY_FAILED':
      return text('deployment failed');
    case 'NOT_STARTED':
      return text('not started');
    case 'DEPLOYING':
      return text('deploying');
    case 'DELETING':
      return text('being removed');
    case 'STARTING':
      return text('starting');
    case 'STOPPING':
      return text('stopping');
    case 'STOPPED':
      return text('stopped');
    case 'UPDATING':
      return text('updating');
    case 'UPSCALING':
      return text('adding replicas');
    case 'DOWNSCALING':
      return text('removing replicas');
    case 'RECOVERING':
      return text('recovering');
    case 'PENDING_MIGRATION':
      return text('moving to another node');
    default:
      return text('{0}', status.toLowerCase().replaceAll('_', ' '));
  }
}
