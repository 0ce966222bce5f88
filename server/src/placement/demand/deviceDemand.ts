/**
 * The GPUs or NPUs that an application reserves, counted low: where the file leaves the number of replicas open, the least is
 * taken, so that what does not fit here fits nowhere.
 */
import { mostGroups } from '../../config/counts';
import { deviceOf, type Device } from '../../config/devices';
import { leastReplicas } from '../../config/replicaNeeds';
import { perApplication } from '../../config/perApplication';
import type { Application } from '../../config/serverConfig';
import { nodesTouched } from './servable';

export interface DeviceDemand {
  readonly device: Device;
  /** Replicas that the launch waits for. */
  readonly replicas: number;
  /** Placement groups of a replica, one for each node index that its ranks touch, gaps included. */
  readonly nodes: number;
  /** Devices of one group: `nproc_per_node`, of which the ranks may use fewer. */
  readonly perNode: number;
}

/** The keys of an application that tell its demand. */
export const demandKeys = [
  'import_path',
  'args.nproc_per_node',
  'args.device_group.device_type',
  'args.device_group.ranks',
  'deployments',
];

/**
 * Demand of a model or sampler on GPUs or NPUs, a mock too; undefined where it is unknown or of another kind.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.5.1.
 */
export const deviceDemand = perApplication(demandOf);

function demandOf(application: Application): DeviceDemand | undefined {
  const perNode = nprocPerNode(application);
  const { args, kind } = application;
  if (kind?.value !== 'model' && kind?.value !== 'sampler') return undefined;
  const device = deviceOf(application);
  if (device === undefined) return undefined;
  const ranks = args?.deviceGroup?.ranks?.value;
  if (ranks === undefined || perNode === undefined || !Number.isInteger(perNode) || perNode < 1) {
    return undefined;
  }
  const nodes = nodesTouched(ranks, perNode);
  const replicas = leastReplicas(application);
  return nodes === undefined ? undefined : { device, replicas, nodes, perNode };
}

/**
 * The devices of each placement group of a demand, to be tried on nodes: no more of them than show that there is no room.
 *
 * @param capacities devices of each node
 */
export function groupSizes(
  { replicas, nodes, perNode }: Omit<DeviceDemand, 'device'>,
  capacities: readonly number[],
): number[] {
  const room = capacities.reduce((sum, count) => sum + count, 0);
  return Array<number>(Math.min(replicas * nodes, room + 1, mostGroups)).fill(perNode);
}

/** The schema's default is 1. */
function nprocPerNode({ args }: Application): number | undefined {
  return args?.nprocPerNode === undefined ? 1 : args.nprocPerNode.value;
}
