/**
 * The first application that must use a device which another group uses as well, however Ray chooses. Counted low, and
 * by devices of one kind alone: CPUs would only leave Ray less to choose from.
 * Source: twinkle/infra/_ray/resource_manager.py (`visible_devices[node][rank % nproc_per_node]`), twinkle-kit 0.1 to
 * 0.5.1: a slot counts from the first device of the node, whatever Ray has reserved for the group.
 */
import { deviceKeys, type Device } from '../config/devices';
import type { Application } from '../config/serverConfig';
import { leastNeedOf } from './demand/needOf';
import { nothing } from './demand/need';
import { seatsOf } from './search/request';
import { advance, emptyState, type State } from './search/search';
import { finish, ruleWork } from './search/steps';

export interface Clash {
  readonly application: Application;
  /** Groups up to here whose workers compute on their devices, and the nodes that have enough of them for one of them. */
  readonly groups: number;
  readonly nodes: number;
}

/**
 * Undefined where there may be none: also where the groups do not fit at all, and where it is unknown.
 *
 * @param device the kind of which groups are looked at
 * @param counts how many of them each node has
 */
export function firstClash(
  applications: readonly Application[],
  device: Device,
  counts: readonly number[],
  version: string,
): Clash | undefined {
  const key = deviceKeys[device];
  const nodes = counts.map(count => ({ ...nothing, [key]: count }));
  const work = ruleWork();
  let states: readonly State[] = [emptyState(nodes)];
  let groups = 0;
  let least = Infinity;
  for (const application of applications) {
    const need = leastNeedOf(application, version);
    if (need?.groups?.kind !== 'device' || need.groups.device !== device) continue;
    const { slots, count: wanted, computes } = need.groups;
    // There the launch ends.
    if (need.replicas > 0 && slots.length > counts.filter(count => count >= wanted).length) return undefined;
    const bundles = slots.map(() => ({ ...nothing, [key]: wanted }));
    const request = {
      replicas: need.replicas,
      actor: nothing,
      variants: [bundles],
      complete: true,
      seats: computes ? slots.map(each => seatsOf(device, each)) : [],
    };
    const reached = finish(advance(states, request, work));
    if (reached.cut || reached.states.length === 0) return undefined;
    states = reached.states;
    if (computes && need.replicas > 0) {
      groups += need.replicas * slots.length;
      least = Math.min(least, wanted);
    }
    if (states.every(({ clash }) => clash))
      return { application, groups, nodes: counts.filter(count => count >= least).length };
  }
  return undefined;
}
