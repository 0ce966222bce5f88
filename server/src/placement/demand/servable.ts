/** Which other `nproc_per_node` the nodes of a cluster can serve. */
import { mostCounted } from '../../config/counts';

export interface Ranked {
  /** A number R means the ranks 0 to R-1. */
  readonly ranks: number | readonly number[];
  /** Devices of one worker, which must be on one node. */
  readonly perWorker: number;
}

/**
 * Values of `nproc_per_node` for which enough nodes have the devices, the best first: on the fewest nodes, and there the
 * least. None where the ranks are no whole number of workers, since then the replica fails on any node.
 *
 * @param capacities devices of each node
 */
export function servable(ranked: Ranked, capacities: readonly number[]): number[] {
  const { ranks, perWorker } = ranked;
  if ((typeof ranks === 'number' ? ranks : ranks.length) % perWorker !== 0) return [];
  const most = Math.min(Math.max(0, ...capacities), mostCounted);
  return Array.from({ length: most }, (_, index) => index + 1)
    .flatMap(perNode => {
      const nodes = nodesTouched(ranks, perNode) ?? Infinity;
      const fits = nodes <= capacities.filter(count => count >= perNode).length;
      return fits && areTogether(ranked, perNode) ? [{ perNode, nodes }] : [];
    })
    .toSorted((a, b) => a.nodes - b.nodes || a.perNode - b.perNode)
    .map(({ perNode }) => perNode);
}

/** From the first to the last node that a rank falls on: rank r lies on node r ÷ nproc_per_node. */
export function nodesTouched(ranks: number | readonly number[], perNode: number): number | undefined {
  const list = typeof ranks === 'number' ? [0, ranks - 1] : ranks;
  if (list.length === 0 || list.some(rank => !Number.isInteger(rank) || rank < 0)) return undefined;
  const indexes = list.map(rank => Math.floor(rank / perNode));
  return Math.max(...indexes) - Math.min(...indexes) + 1;
}

/** True where no worker has devices of two nodes: twinkle/infra/_ray/resource_manager.py, twinkle-kit 0.1.3 to 0.5.1. */
function areTogether({ ranks, perWorker }: Ranked, perNode: number): boolean {
  if (perWorker <= 1) return true;
  if (typeof ranks === 'number') return perNode % perWorker === 0 || ranks <= perNode;
  const nodeOf = (index: number) => Math.floor((ranks[index] ?? 0) / perNode);
  return ranks.every((_, index) => nodeOf(index) === nodeOf(index - (index % perWorker)));
}
