/**
 * States of Ray in words. Source, Ray 2.60.0: `NODE_STATUS` in ray/_private/custom_types.py, `ApplicationStatus` in
 * ray/serve/schema.py, `DeploymentStatus` and `ReplicaState` in ray/serve/_private/common.py. States of actors and placement
 * groups are compared (core/launch/waiting) and not shown. test/oracle/rayStates.test.ts asks the installed Ray for all.
 */
import { text, type Text } from '../text/text';

const words: ReadonlyMap<string, Text> = new Map([
  // Nodes.
  ['ALIVE', text('alive')],
  ['DEAD', text('dead')],
  // Applications.
  ['NOT_STARTED', text('not started')],
  ['DEPLOYING', text('deploying')],
  ['DEPLOY_FAILED', text('deployment failed')],
  ['RUNNING', text('running')],
  ['UNHEALTHY', text('unhealthy')],
  ['DELETING', text('being removed')],
  // Deployments, which also have some of the states above.
  ['UPDATING', text('updating')],
  ['HEALTHY', text('healthy')],
  ['UPSCALING', text('adding replicas')],
  ['DOWNSCALING', text('removing replicas')],
  // Replicas, likewise.
  ['STARTING', text('starting')],
  ['RECOVERING', text('recovering')],
  ['STOPPING', text('stopping')],
  ['STOPPED', text('stopped')],
  ['PENDING_MIGRATION', text('moving to another node')],
]);

/** A state in words; one that a later Ray has stays as Ray writes it, in small letters. */
export function stateText(state: string): Text {
  return words.get(state) ?? text('{0}', state.toLowerCase().replaceAll('_', ' '));
}

/** A state in words, and the name under which logs and documents of Ray have it: `running (RUNNING)`. */
export function namedState(state: string): Text {
  const known = words.get(state);
  return known === undefined ? text('{0}', state) : text('{0} ({1})', known, state);
}
