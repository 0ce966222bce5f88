/** Whether a node can ever have room for what an application asks: what is proved here holds whatever others do. */
import { aliveNodes } from '../../ray/decodeNodes';
import { deviceNames } from '../../../../../server/src/protocol';
import type { ApplicationState, NodeState, Snapshot } from '../../ray/snapshot';
import { resourceNames, type Claims, type Resources } from '../../ray/claims';
import type { ApplicationProgress, Hang, Room } from '../view';
import { jobsOfLaunch } from './asked';

/** Ray counts in fractions of 1/10,000 (ray 2.60, common/scheduling/fixed_point.h). */
const tolerance = 1e-4;

/**
 * Why there will never be room for one ask; undefined where there is or may be.
 *
 * @param applications of the launch, with the one that asks
 */
export function neverRoom(
  ask: Resources,
  snapshot: Snapshot,
  applications: readonly ApplicationProgress[],
  asking: ApplicationProgress,
): Exclude<Hang['kind'], 'quiet'> | undefined {
  const nodes = aliveNodes(snapshot.nodes);
  // A node that could not be read might have room.
  if (nodes.length === 0 || snapshot.gaps.some(({ part }) => part === 'nodes')) return undefined;
  const isShort = (node: NodeState, held: (resource: string) => number) =>
    Object.entries(ask).some(([resource, amount]) => {
      const total = totalOf(node, resource);
      return total !== undefined && total - held(resource) < amount - tolerance;
    });
  if (nodes.every(node => isShort(node, () => 0))) return 'tooLarge';
  const { claims } = snapshot;
  if (claims === undefined || !isKept(snapshot.applications, asking)) return undefined;
  const jobs = jobsOfLaunch(claims, applications);
  const ofLaunch = {
    groups: claims.groups.filter(({ jobId = '' }) => jobs.has(jobId)),
    actors: claims.actors.filter(({ jobId = '' }) => jobs.has(jobId)),
  };
  const held = (node: NodeState) => (resource: string) => heldOn(node.nodeId, resource, ofLaunch);
  return nodes.every(node => isShort(node, held(node))) ? 'held' : undefined;
}

/**
 * True where the launch gives nothing back while one application waits: a failed replica of several frees its groups, and
 * so does an application that scales down.
 */
function isKept(serve: readonly ApplicationState[], { name, replicas }: ApplicationProgress): boolean {
  const own = serve.find(each => each.name === name)?.deployments ?? [];
  const replicasOfOwn = own.reduce((sum, { targetReplicas = Infinity }) => sum + targetReplicas, 0);
  const mayShrink = serve.some(({ deployments }) =>
    deployments.some(
      ({ minReplicas, targetReplicas = Infinity }) =>
        minReplicas !== undefined && targetReplicas > minReplicas,
    ),
  );
  const isBeingRemoved = serve.some(({ status }) => status === 'DELETING');
  return (replicas ?? replicasOfOwn) === 1 && !mayShrink && !isBeingRemoved;
}

/** What of the asked resources each node has free now, as far as it is known. */
export function roomsFor(ask: Resources, snapshot: Snapshot): readonly Room[] {
  const claims = snapshot.claims ?? { groups: [], actors: [] };
  return aliveNodes(snapshot.nodes).flatMap(node =>
    resourceNames(ask).flatMap(resource => {
      const total = totalOf(node, resource);
      if (total === undefined) return [];
      // Ray renews what is used every few seconds; what is claimed is of now.
      const used = Math.max(amountOf(node, resource)?.used ?? 0, heldOn(node.nodeId, resource, claims));
      return [{ nodeId: node.nodeId, resource, total, free: Math.max(0, total - used) }];
    }),
  );
}

/** Reserved by placement groups, and taken by actors outside of them. */
function heldOn(nodeId: string, resource: string, { groups, actors }: Claims): number {
  const bundles = groups.flatMap(each => each.bundles).filter(bundle => bundle.nodeId === nodeId);
  const alone = actors.filter(
    actor => actor.nodeId === nodeId && actor.groupId === undefined && actor.state === 'ALIVE',
  );
  return [...bundles, ...alone].reduce((sum, { resources }) => sum + (resources[resource] ?? 0), 0);
}

/** Undefined where it is unknown; 0 where the node has none. */
function totalOf(node: NodeState, resource: string): number | undefined {
  // NPUs are left out where there are none; the resources of the node are known where its GPUs are.
  if (resource === deviceNames.npu && node.npus === undefined) return node.gpus && 0;
  return amountOf(node, resource)?.total;
}

function amountOf({ gpus, npus, cpus }: NodeState, resource: string): NodeState['gpus'] {
  switch (resource) {
    case deviceNames.gpu:
      return gpus;
    case deviceNames.npu:
      return npus;
    case 'CPU':
      return cpus;
    default:
      return undefined;
  }
}
