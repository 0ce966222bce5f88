/**
 * The first application that must use a GPU which another group uses as well, however Ray chooses. Counted low, and by
 * GPUs alone: CPUs would only leave Ray less to choose from.
 * Source: twinkle/infra/_ray/resource_manager.py (`visible_devices[node][rank % nproc_per_node]`), twinkle-kit 0.1 to
 * 0.5.1: a slot counts from the first GPU of the node, whatever Ray has reserved for the group.
 */
import type { Application } from '../config/serverConfig';
import { leastNeedOf } from './needOf';
import { advance, emptyState, someWork, type State } from './search';

export interface Clash {
  readonly application: Application;
  /** Groups up to here whose workers compute on their GPUs, and the nodes that have enough GPUs for one of them. */
  readonly groups: number;
  readonly nodes: number;
}

/**
 * Undefined where there may be none: also where the groups do not fit at all, and where it cannot be told.
 *
 * @param gpus GPUs of each node
 */
export function firstClash(
  applications: readonly Application[],
  gpus: readonly number[],
  version: string,
): Clash | undefined {
  const nodes = gpus.map(count => ({ gpus: count, cpus: 0 }));
  const work = someWork();
  let states: readonly State[] = [emptyState(nodes)];
  let groups = 0;
  let least = Infinity;
  for (const application of applications) {
    const need = leastNeedOf(application, version);
    if (need?.groups?.kind !== 'gpu') continue;
    const { slots, gpus: wanted, computes } = need.groups;
    // There the launch ends.
    if (need.replicas > 0 && slots.length > gpus.filter(count => count >= wanted).length) return undefined;
    const bundles = slots.map(() => ({ gpus: wanted, cpus: 0 }));
    const request = {
      replicas: need.replicas,
      actor: { gpus: 0, cpus: 0 },
      variants: [bundles],
      slots: computes ? slots : [],
    };
    const reached = advance(states, request, work);
    if (reached.cut || reached.states.length === 0) return undefined;
    states = reached.states;
    if (computes && need.replicas > 0) {
      groups += need.replicas * slots.length;
      least = Math.min(least, wanted);
    }
    if (states.every(({ clash }) => clash))
      return { application, groups, nodes: gpus.filter(count => count >= least).length };
  }
  return undefined;
}
