/**
 * The bundles of an application's placement groups on given nodes: which nodes count, and how many CPUs each group may
 * come to take.
 *
 * A group of GPUs or NPUs takes half of the CPUs of *some* node with enough of them: Twinkle goes by the order of `ray.nodes()`,
 * which is no order that anybody sets, and Ray may then put the group on another node. So nodes of different size leave
 * several answers, and all of them are given.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1 to 0.5.1.
 */
import { deviceKeys } from '../../config/devices';
import { nothing, unitsPerCpu, type Amount, type CpuGroups, type DeviceGroups } from '../demand/need';

/** What a node offers in all; `Infinity` where that is not known, so that what does not fit fits nowhere. */
export type Capacity = Amount;

export interface Bundles {
  /** Nodes that Twinkle wants, and those that it finds; with fewer the replica fails. */
  readonly needed: number;
  readonly available: number;
  /** Each way that the CPUs may come out: the bundles of one replica, in the order of its groups. */
  readonly variants: readonly (readonly Amount[])[];
  /** False where there are more of them. */
  readonly complete: boolean;
}

/** Most ways that are listed. Nodes of many different sizes have more. */
const mostVariants = 64;

export function bundlesOf(groups: DeviceGroups | CpuGroups, nodes: readonly Capacity[]): Bundles {
  return groups.kind === 'device' ? deviceBundles(groups, nodes) : cpuBundles(groups, nodes);
}

function deviceBundles(
  { device, count, firstIndex, slots }: DeviceGroups,
  nodes: readonly Capacity[],
): Bundles {
  const key = deviceKeys[device];
  // What a node has in all counts, not what is free of it.
  const candidates = nodes.filter(node => node[key] >= count).map(({ cpus }) => halfOf(cpus));
  const needed = slots.length;
  if (needed > candidates.length)
    return { needed, available: candidates.length, variants: [], complete: true };
  const inRange = Math.min(needed, Math.max(candidates.length - firstIndex, 0));
  const beyond = needed - inRange;
  const variants = new Map<string, number[]>();
  let complete = true;
  // Groups beyond the last candidate all look at the first one.
  for (const first of beyond === 0 ? [undefined] : new Set(candidates)) {
    if (variants.size >= mostVariants) {
      complete = false;
      break;
    }
    const others = first === undefined ? candidates : without(candidates, first);
    const some = choices(others, inRange);
    complete &&= some.complete;
    for (const chosen of some.found) {
      const cpus = [...chosen, ...Array<number>(beyond).fill(first ?? 0)];
      variants.set(cpus.toSorted((a, b) => a - b).join(), cpus);
    }
  }
  const bundles = [...variants.values()].map(each => each.map(cpus => ({ ...nothing, [key]: count, cpus })));
  return { needed, available: candidates.length, variants: bundles, complete };
}

/** An unknown number of CPUs halves to at least one. */
function halfOf(cpus: number): number {
  const whole = Math.floor(cpus / unitsPerCpu);
  return (Number.isFinite(whole) ? Math.max(Math.floor(whole / 2), 1) : 1) * unitsPerCpu;
}

function cpuBundles(groups: CpuGroups, nodes: readonly Capacity[]): Bundles {
  const quarters = nodes.map(({ cpus }) => Math.floor(Math.floor(cpus / unitsPerCpu) / 4));
  const candidates = quarters.filter(quarter => quarter >= groups.perNode);
  const needed = groups.processes.length;
  if (needed > candidates.length)
    return { needed, available: candidates.length, variants: [], complete: true };
  // A quarter of an unknown number of CPUs is at least what the filter wants.
  const caps = candidates.map(quarter => (Number.isFinite(quarter) ? quarter : groups.perNode));
  const { found, complete } = choices(caps, needed);
  const variants = found.map(chosen =>
    groups.processes.map((processes, index) => ({
      ...nothing,
      cpus:
        Math.min(Math.max(chosen[index] ?? 1, 1), Math.max(processes * groups.cpusPerProcess, 1)) *
        unitsPerCpu,
    })),
  );
  return { needed, available: candidates.length, variants: distinct(variants), complete };
}

/** The different ways to take `count` of the values, as lists without regard to order. */
function choices(values: readonly number[], count: number): { found: number[][]; complete: boolean } {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sizes = [...counts].sort(([a], [b]) => a - b);
  const found: number[][] = [];
  /** @param left how many of the values are no smaller than the size at the index */
  const take = (index: number, taken: number[], left: number) => {
    const wanted = count - taken.length;
    if (wanted > left || found.length > mostVariants) return;
    const [size, most] = sizes[index] ?? [];
    if (wanted === 0) found.push(taken);
    else if (size !== undefined && most !== undefined) {
      for (let number = Math.min(most, wanted); number >= 0; number--)
        take(index + 1, [...taken, ...Array<number>(number).fill(size)], left - most);
    }
  };
  take(0, [], values.length);
  return { found: found.slice(0, mostVariants), complete: found.length <= mostVariants };
}

function without(values: readonly number[], value: number): number[] {
  const at = values.indexOf(value);
  return values.filter((_, index) => index !== at);
}

function distinct(variants: Amount[][]): Amount[][] {
  const byKey = new Map(
    variants.map(
      each =>
        [
          each
            .map(({ cpus }) => cpus)
            .toSorted((a, b) => a - b)
            .join(),
          each,
        ] as const,
    ),
  );
  return [...byKey.values()];
}
