/**
 * How many replicas of an application a launch waits for, and what each of them takes beside its placement groups.
 * Source: ray/serve/config.py `AutoscalingConfig` and ray/serve/_private/config.py `ReplicaConfig` (`num_cpus` is 1
 * where nothing is written), Ray 2.60.0.
 */
import type { TreeNode } from '../document/tree/tree';
import { plainNumberOf, Reader } from './reader';
import type { Application } from './serverConfig';

export interface ReplicaNeeds {
  /** Replicas at the start; undefined where the file does not tell. */
  readonly replicas: number | undefined;
  /** CPUs and GPUs of the actor itself; undefined where the file does not tell. */
  readonly cpus: number | undefined;
  readonly gpus: number | undefined;
  /** An option that ties replicas to nodes in a way that is not looked at here. */
  readonly tiedBy?: string;
}

/** Options of `ray_actor_options` and of a deployment that bear on where a replica may run. */
const ties = {
  actor: ['resources', 'memory', 'accelerator_type', 'label_selector', 'fallback_strategy'],
  deployment: [
    'max_replicas_per_node',
    'placement_group_bundles',
    'placement_group_strategy',
    'gang_scheduling_config',
  ],
};

export function replicaNeeds({ deployment, deployments }: Application): ReplicaNeeds {
  if (deployment === undefined) {
    const count = deployments.length === 0 ? 1 : undefined;
    return { replicas: count, cpus: count, gpus: count === undefined ? undefined : 0 };
  }
  const reader = new Reader(deployment.node, deployment.path);
  const actor = reader.mapping('ray_actor_options');
  const isOpen = actor === undefined && !isUnset(reader.entry('ray_actor_options')?.value);
  const tiedBy =
    ties.actor.find(key => !isUnset(actor?.entry(key)?.value)) ??
    ties.deployment.find(key => !isUnset(reader.entry(key)?.value));
  return {
    replicas: startingReplicas(reader),
    cpus: isOpen ? undefined : amount(actor, 'num_cpus', 1),
    gpus: isOpen ? undefined : amount(actor, 'num_gpus', 0),
    ...(tiedBy !== undefined && { tiedBy }),
  };
}

/** Autoscaling starts with `initial_replicas`, else with `min_replicas`, which is 1 where nothing is written. */
function startingReplicas(reader: Reader): number | undefined {
  const scaling = reader.mapping('autoscaling_config');
  if (scaling !== undefined) {
    const initial = amount(scaling, 'initial_replicas', -1);
    return initial === -1 ? whole(amount(scaling, 'min_replicas', 1)) : whole(initial);
  }
  if (!isUnset(reader.entry('autoscaling_config')?.value)) return undefined;
  const value = reader.entry('num_replicas')?.value;
  // Serve's own autoscaling, which starts with one.
  if (value?.kind === 'scalar' && value.value === 'auto' && !value.interpolated) return 1;
  return whole(amount(reader, 'num_replicas', 1));
}

/**
 * Replicas that there are at least, counted low: 0 where autoscaling may start with none, 1 where nothing tells more.
 */
export function leastReplicas({ deployment }: Application): number {
  if (deployment?.minReplicas !== undefined) return whole(deployment.minReplicas.value) ?? 0;
  const { value } = deployment?.numReplicas ?? {};
  return (typeof value === 'number' ? whole(value) : undefined) ?? 1;
}

/** A number of at least 0; `usual` where nothing is written, undefined where something else is. */
function amount(reader: Reader | undefined, key: string, usual: number): number | undefined {
  const value = reader?.entry(key)?.value;
  if (isUnset(value)) return usual;
  const number = value && plainNumberOf(value);
  return number !== undefined && number >= 0 ? number : undefined;
}

function whole(value: number | undefined): number | undefined {
  return value !== undefined && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function isUnset(value: TreeNode | undefined): boolean {
  return value === undefined || (value.kind === 'scalar' && value.value === null && !value.interpolated);
}
