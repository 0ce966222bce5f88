/** The Ray nodes that a cluster file declares, with what each of them offers. */
import type { ClusterFile } from '../config/clusterFile';

export interface RayNode {
  readonly name: string;
  readonly host: string;
  /** CUDA_VISIBLE_DEVICES of the node, and by their number `--num-gpus`; undefined: whatever Ray counts. */
  readonly gpus: readonly number[] | undefined;
  /** `--num-cpus`; undefined: whatever Ray counts. */
  readonly cpus: number | undefined;
}

export function rayNodes({ nodes }: ClusterFile): RayNode[] {
  return nodes.map(({ index, name, host, gpus, cpus }) => ({
    name: name?.value ?? `nodes[${index}]`,
    host: host?.value ?? 'local',
    gpus: gpus?.value,
    cpus: cpus?.value,
  }));
}

/** GPUs of each node; undefined where there is no node, or where one leaves them to Ray. */
export function knownGpuCounts(cluster: ClusterFile | undefined): number[] | undefined {
  return known(cluster, ({ gpus }) => gpus?.value?.length);
}

/** CPUs of each node; undefined where there is no node, or where one leaves them to Ray. */
export function knownCpus(cluster: ClusterFile | undefined): number[] | undefined {
  return known(cluster, ({ cpus }) => cpus?.value);
}

function known(
  cluster: ClusterFile | undefined,
  count: (node: ClusterFile['nodes'][number]) => number | undefined,
): number[] | undefined {
  if (cluster === undefined || cluster.nodes.length === 0) return undefined;
  const counts = cluster.nodes.map(count);
  return counts.every(value => value !== undefined) ? counts : undefined;
}
