/** How rows of applications, deployments and replicas look by their state; its words are in core/ray/states.ts. */
import type { Tone } from './row';

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
