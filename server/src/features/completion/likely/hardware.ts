/** What the nodes of the cluster file have to run applications on. */
import type { ClusterFile } from '../../../config/clusterFile';
import { devicesOfNodes, type Device } from '../../../config/devices';
import { deviceNodes } from './clusterValues';

/** A kind of device; `none` where the nodes are known to have neither GPUs nor NPUs. */
export type Hardware = Device | 'none';

/**
 * Undefined where it is unknown: without a cluster file, and with one that leaves the counting to Ray. Twinkle takes
 * one kind of device for an application, and a cluster usually has no other; of two kinds, GPUs come first.
 */
export function hardwareOf(cluster: ClusterFile | undefined): Hardware | undefined {
  if (cluster === undefined || cluster.nodes.length === 0) return undefined;
  if (deviceNodes(cluster, 'gpu').length > 0) return 'gpu';
  if (deviceNodes(cluster, 'npu').length > 0) return 'npu';
  const areNone = devicesOfNodes(cluster).every(
    ({ gpus, npus = [] }) => gpus?.length === 0 && npus.length === 0,
  );
  return areNone ? 'none' : undefined;
}
