/**
 * What an application could ask for in place of what it asks for, of GPUs or NPUs: proposals, of which each is still to be
 * tried on the nodes.
 */
import { text, type Text } from '../../text/text';
import { laidOut } from './deviceGroups';
import type { DeviceGroups, Need } from './need';
import { servable } from './servable';

/** Proposals of one kind. */
const mostChanges = 8;
/** Ranks that are tried with other numbers; more are not looked at one by one. */
const mostRanks = 1024;

export interface Change {
  readonly need: Need;
  /** Without the end of the sentence. */
  readonly words: Text;
}

/** The same ranks in groups of another size. */
export function* otherCuts(
  need: Need,
  groups: DeviceGroups,
  capacities: readonly number[],
): Generator<Change> {
  const ranks = ranksOf(groups);
  if (ranks.length > mostRanks) return;
  for (const perNode of servable({ ranks, perWorker: perWorkerOf(groups) }, capacities)) {
    const changed = perNode === groups.count ? undefined : withRanks(need, groups, ranks, perNode);
    if (changed !== undefined)
      yield { need: changed, words: text('Change {0} to {1}', 'nproc_per_node', perNode) };
  }
}

export function* fewerReplicas(need: Need): Generator<Change> {
  for (let replicas = Math.min(need.replicas - 1, mostChanges); replicas > 0; replicas -= 1)
    yield { need: { ...need, replicas }, words: text('Lower the number of replicas to {0}', replicas) };
}

/** As many as possible. Which ranks of a list with gaps could be left out, only its author knows. */
export function* fewerRanks(
  need: Need,
  groups: DeviceGroups,
  capacities: readonly number[],
): Generator<Change> {
  const ranks = ranksOf(groups);
  if (ranks.some((rank, at) => rank !== at)) return;
  const most = capacities.reduce((sum, each) => sum + each, 0);
  for (const fewer of levels(Math.min(ranks.length - 1, most, mostRanks), perWorkerOf(groups))) {
    const able = servable({ ranks: fewer, perWorker: perWorkerOf(groups) }, capacities);
    const same = able.includes(groups.count) ? [groups.count] : [];
    for (const perNode of new Set([...same, ...able.slice(0, 1)])) {
      const changed = withRanks(need, groups, ranks.slice(0, fewer), perNode);
      if (changed === undefined) continue;
      const words =
        perNode === groups.count
          ? text('Change {0} to {1}', 'ranks', fewer)
          : text('Change nproc_per_node to {0} and ranks to {1}', perNode, fewer);
      yield { need: changed, words };
    }
  }
}

/** Whole numbers of workers up to `most` ranks, from the largest down to one: each where they are few, else some. */
function levels(most: number, perWorker: number): number[] {
  const workers = Math.floor(most / perWorker);
  const count = Math.min(workers, mostChanges);
  const found = Array.from({ length: count }, (_, at) => Math.ceil((workers * (count - at)) / count));
  for (let last = found.at(-1) ?? 0; last > 1; last = found.at(-1) ?? 0) found.push(Math.floor(last / 2));
  return found.map(each => each * perWorker);
}

function withRanks(
  need: Need,
  groups: DeviceGroups,
  ranks: readonly number[],
  count: number,
): Need | undefined {
  const changed = laidOut(ranks, { ...groups, count, perWorker: perWorkerOf(groups) });
  return changed.kind === 'device' ? { ...need, groups: changed } : undefined;
}

function perWorkerOf({ workers }: DeviceGroups): number {
  return workers[0]?.slots.length ?? 1;
}

function ranksOf({ count, firstIndex, slots }: DeviceGroups): number[] {
  return slots.flatMap((ofGroup, group) => ofGroup.map(slot => (firstIndex + group) * count + slot));
}
