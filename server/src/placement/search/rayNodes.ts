/** The Ray nodes that a cluster file declares, with what each of them offers. */
import type { ClusterFile } from '../../config/clusterFile';
import { deviceKeys, devicesOfNodes, type Device } from '../../config/devices';

export interface RayNode {
  readonly name: string;
  readonly host: string;
  /** CUDA_VISIBLE_DEVICES of the node, and by their number `--num-gpus`; undefined: whatever Ray counts. */
  readonly gpus: readonly number[] | undefined;
  /** ASCEND_RT_VISIBLE_DEVICES of the node, and by their number its resource NPU; undefined: whatever Ray counts. */
  readonly npus: readonly number[] | undefined;
  /** `--num-cpus`; undefined: whatever Ray counts. */
  readonly cpus: number | undefined;
}

export function rayNodes(cluster: ClusterFile): RayNode[] {
  const devices = devicesOfNodes(cluster);
  return cluster.nodes.map(({ index, name, host, cpus }, at) => ({
    name: name?.value ?? `nodes[${index}]`,
    host: host?.value ?? 'local',
    gpus: devices[at]?.gpus,
    npus: devices[at]?.npus,
    cpus: cpus?.value,
  }));
}

/** GPUs or NPUs of each node; undefined where there is no node, or where one leaves them to Ray. */
export function knownDeviceCounts(cluster: ClusterFile | undefined, device: Device): number[] | undefined {
  return allKnown(cluster && devicesOfNodes(cluster).map(node => node[deviceKeys[device]]?.length));
}

/** CPUs of each node; undefined where there is no node, or where one leaves them to Ray. */
export function knownCpus(cluster: ClusterFile | undefined): number[] | undefined {
  return allKnown(cluster?.nodes.map(({ cpus }) => cpus?.value));
}

function allKnown(counts: readonly (number | undefined)[] = []): number[] | undefined {
  const known = counts.filter(value => value !== undefined);
  return known.length === counts.length && known.length > 0 ? known : undefined;
}
