/** Whether bundles of GPUs or NPUs fit on nodes at all. Ray never splits a bundle over two nodes. */
import { Work } from './steps';

/** Steps of the search after which the answer is "unknown": far above what a hand-written cluster needs. */
const searchLimit = 20_000;

/** For all searches of one rule at one key press: some thirty milliseconds. */
export function packingWork(): Work {
  return new Work(3_000_000);
}

/**
 * True where some assignment puts each bundle on one node, false where none does, undefined where the search is too
 * long to tell. Order of nodes and bundles does not matter, so `false` is a proof whatever Ray chooses.
 *
 * @param capacities devices of each node
 * @param bundles devices of each bundle
 * @param work what it may still look at, in nodes; shared by the searches of one rule
 */
export function canPack(
  capacities: readonly number[],
  bundles: readonly number[],
  work: Work,
): boolean | undefined {
  const sizes = bundles.filter(size => size > 0).sort((a, b) => b - a);
  if (isOverfull(capacities, sizes)) return false;
  const free = [...capacities];
  let steps = 0;

  const place = (index: number, least: number): boolean | undefined => {
    const size = sizes[index];
    if (size === undefined) return true;
    if (!work.spend(free.length) || ++steps > searchLimit) return undefined;
    // Bundles of one size are interchangeable, so each goes to the node of the one before or to a later node; and of
    // nodes with the same room one try speaks for all.
    const tried = new Set<number>();
    for (let node = sizes[index - 1] === size ? least : 0; node < free.length; node++) {
      const room = free[node] ?? 0;
      if (room < size || tried.has(room)) continue;
      tried.add(room);
      free[node] = room - size;
      const rest = place(index + 1, node);
      free[node] = room;
      if (rest !== false) return rest;
    }
    return false;
  };
  return place(0, 0);
}

/** Two bounds that settle nearly every real case at once: the sum, and the number of bundles of a size or above. */
function isOverfull(capacities: readonly number[], descending: readonly number[]): boolean {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  if (sum(descending) > sum(capacities)) return true;
  // Of bundles of one size the last tells most.
  return descending.some(
    (size, index) =>
      descending[index + 1] !== size &&
      index + 1 > sum(capacities.map(capacity => Math.floor(capacity / size))),
  );
}
