/**
 * How Ray Serve runs an application's replicas, from `deployments[0]`. Fields: ray/serve/config.py, Ray 2.60.0; that
 * only the first item counts: twinkle/server/launcher/server_launcher.py, twinkle-kit 0.5.1.
 */
import type { Entry } from '../document/tree';
import type { Field, Optional } from './field';
import { fieldOf, plainNumberOf, Reader, textOf } from './reader';
import type { Application } from './serverConfig';

export interface Scaling {
  readonly maxOngoingRequests: Optional<number>;
  readonly targetOngoingRequests: Optional<number>;
}

export function scalingOf({ deployment }: Application): Scaling {
  const reader = deployment && new Reader(deployment.node, deployment.path);
  return {
    maxOngoingRequests: reader?.field('max_ongoing_requests', plainNumberOf),
    targetOngoingRequests: reader
      ?.mapping('autoscaling_config')
      ?.field('target_ongoing_requests', plainNumberOf),
  };
}

export interface Variable {
  readonly entry: Entry;
  readonly name: string;
  readonly field: Field<string>;
}

/** The environment variables that the application's replicas get; none where the text has none. */
export function environmentOf({ deployment }: Application): readonly Variable[] {
  const reader =
    deployment &&
    new Reader(deployment.node, deployment.path)
      .mapping('ray_actor_options')
      ?.mapping('runtime_env')
      ?.mapping('env_vars');
  if (reader === undefined) return [];
  return reader.node.entries.flatMap(entry => {
    const name = entry.key.value;
    if (typeof name !== 'string') return [];
    return [{ entry, name, field: fieldOf(entry.value, [...reader.path, name], textOf, entry) }];
  });
}
