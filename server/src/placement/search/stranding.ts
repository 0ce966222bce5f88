/** Whether the order of placement groups can leave one without a node, by the nodes that Ray happens to choose. */

/** Steps of the search after which the answer is "unknown", and nodes that are looked at in them. */
const searchLimit = 2_000;
const lookLimit = 100_000;

/**
 * True where, with groups placed one after another each on any node with room, some choice leaves a later group without
 * one; false where none does; undefined where the search is too long to tell.
 *
 * @param capacities devices of each node
 * @param groups devices of each group, in the order in which they are placed
 */
export function mayStrand(capacities: readonly number[], groups: readonly number[]): boolean | undefined {
  const free = [...capacities];
  const seen = new Set<string>();
  let steps = 0;

  const strands = (index: number): boolean | undefined => {
    const size = groups[index];
    if (size === undefined) return false;
    // Nodes with the same room are alike, so what counts is which rooms are left.
    const state = `${index} ${[...free].sort((one, other) => one - other).join(' ')}`;
    if (seen.has(state)) return false;
    if (++steps > searchLimit || steps * free.length > lookLimit) return undefined;
    const rooms = new Set(free.filter(room => room >= size));
    if (rooms.size === 0) return true;
    let isUnknown = false;
    for (const room of rooms) {
      const node = free.indexOf(room);
      free[node] = room - size;
      const answer = strands(index + 1);
      free[node] = room;
      if (answer === true) return true;
      if (answer === undefined) isUnknown = true;
    }
    if (isUnknown) return undefined;
    seen.add(state);
    return false;
  };
  return strands(0);
}
