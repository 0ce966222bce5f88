/** The nodes on which a group of an application may land. */
import type { Capacity } from './bundles';
import type { Amount } from '../demand/need';
import { holds, sizeOf, type Request, type State } from './search';
import type { Steps } from './steps';

/**
 * Indexes of nodes that have room for a bundle of the request in some state. States tell nodes of one size apart only by
 * what is on them, so a node of the same size may as well be meant.
 */
export function* possibleNodes(
  nodes: readonly Capacity[],
  states: readonly State[],
  { variants }: Request,
): Steps<number[]> {
  const bundles = new Map<string, Amount>();
  for (const variant of variants) for (const bundle of variant) bundles.set(sizeOf(bundle), bundle);
  const seen = new Set<string>();
  const sizes = new Set<string>();
  for (const { rooms } of states) {
    for (const { room } of rooms) {
      if (seen.has(room.key) || sizes.has(room.size)) continue;
      seen.add(room.key);
      if ([...bundles.values()].some(bundle => holds(room, bundle))) sizes.add(room.size);
    }
    yield;
  }
  return nodes.flatMap((node, index) => (sizes.has(sizeOf(node)) ? [index] : []));
}
