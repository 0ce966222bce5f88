/** The nodes on which a group of an application may land. */
import type { Capacity } from './bundles';
import type { Request, State } from './search';

/**
 * Indexes of nodes that have room for a bundle of the request in some state. States tell nodes of one size apart only by
 * what is on them, so a node of the same size may as well be meant.
 */
export function possibleNodes(
  nodes: readonly Capacity[],
  states: readonly State[],
  { variants }: Request,
): number[] {
  const bundles = variants.flat();
  const sizes = new Set<string>();
  for (const { rooms } of states) {
    for (const [index, room] of rooms.entries()) {
      if (bundles.some(({ gpus, cpus }) => gpus <= room.gpus && cpus <= room.cpus))
        sizes.add(sizeOf(nodes[index]));
    }
  }
  return nodes.flatMap((node, index) => (sizes.has(sizeOf(node)) ? [index] : []));
}

function sizeOf(node: Capacity | undefined): string {
  return `${node?.gpus}/${node?.cpus}`;
}
