/** How many devices a model and a sampler of one file take. */
import type { DeviceNode } from '../likely/clusterValues';
import type { Hardware } from '../likely/hardware';

export interface Pair {
  readonly model: number;
  readonly sampler: number;
  /** Nodes that each has for itself. */
  readonly names?: readonly [string, string];
}

/** Each of the two takes a whole node where the nodes are known, since two applications on one share its devices. */
export function pairSizes(hardware: Hardware, nodes: readonly DeviceNode[]): Pair[] {
  if (hardware === 'none') return [];
  const [first, second] = nodes.toSorted((one, other) => other.count - one.count);
  if (first !== undefined && second !== undefined) {
    return [{ model: first.count, sampler: second.count, names: [first.name, second.name] }];
  }
  // There is no node for the other one.
  if (first !== undefined) return [];
  return [2, 4, 8].map(count => ({ model: count / 2, sampler: count / 2 }));
}
