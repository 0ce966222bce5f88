/**
 * The bundles of an application's placement groups on given nodes: which nodes count, and how many CPUs each group may
 * come to take.
 *
 * A group of GPUs takes half of the CPUs of *some* node with enough GPUs: Twinkle goes by the order of `ray.nodes()`,
 * which is no order that anybody sets, and Ray may then put the group on another node. So nodes of different size leave
 * several answers, and all of them are given.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1 to 0.5.1.
 */
import { unitsPerCpu, type Amount, type CpuGroups, type GpuGroups } from './need';

/** What a node offers in all; `Infinity` where that is not known, so that what does not fit fits nowhere. */
export interface Capacity {
  readonly gpus: number;
  /** In ten-thousandths. */
  readonly cpus: number;
}

export interface Bundles {
  /** Nodes that Twinkle wants, and those that it finds; with fewer the replica fails. */
  readonly needed: number;
  readonly available: number;
  /** Each way that the CPUs may come out: the bundles of one replica, in the order of its groups. */
  readonly variants: readonly (readonly Amount[])[];
}

/** Most ways that are told apart. Nodes of many different sizes have more; the rest is left out. */
const mostVariants = 64;

export function bundlesOf(groups: GpuGroups | CpuGroups, nodes: readonly Capacity[]): Bundles {
  return groups.kind === 'gpu' ? gpuBundles(groups, nodes) : cpuBundles(groups, nodes);
}

function gpuBundles({ gpus, firstIndex, slots }: GpuGroups, nodes: readonly Capacity[]): Bundles {
  // What a node has in all counts, not what is free of it.
  const candidates = nodes.filter(node => node.gpus >= gpus).map(({ cpus }) => halfOf(cpus));
  const needed = slots.length;
  if (needed > candidates.length) return { needed, available: candidates.length, variants: [] };
  const inRange = Math.min(needed, Math.max(candidates.length - firstIndex, 0));
  const beyond = needed - inRange;
  const variants = new Map<string, number[]>();
  // Groups beyond the last candidate all look at the first one.
  for (const first of beyond === 0 ? [undefined] : new Set(candidates)) {
    const others = first === undefined ? candidates : without(candidates, first);
    for (const chosen of choices(others, inRange)) {
      const cpus = [...chosen, ...Array<number>(beyond).fill(first ?? 0)];
      variants.set(cpus.toSorted((a, b) => a - b).join(), cpus);
    }
  }
  const bundles = [...variants.values()].map(each => each.map(cpus => ({ gpus, cpus })));
  return { needed, available: candidates.length, variants: bundles };
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
  if (needed > candidates.length) return { needed, available: candidates.length, variants: [] };
  // A quarter of an unknown number of CPUs is at least what the filter wants.
  const caps = candidates.map(quarter => (Number.isFinite(quarter) ? quarter : groups.perNode));
  const variants = choices(caps, needed).map(chosen =>
    groups.processes.map((processes, index) => ({
      gpus: 0,
      cpus:
        Math.min(Math.max(chosen[index] ?? 1, 1), Math.max(processes * groups.cpusPerProcess, 1)) *
        unitsPerCpu,
    })),
  );
  return { needed, available: candidates.length, variants: distinct(variants) };
}

/** The different ways to take `count` of the values, as lists without regard to order. */
function choices(values: readonly number[], count: number): number[][] {
  const sizes = [...new Set(values)].sort((a, b) => a - b);
  const found: number[][] = [];
  const take = (index: number, taken: number[]) => {
    if (found.length >= mostVariants) return;
    const size = sizes[index];
    if (taken.length === count) found.push(taken);
    else if (size !== undefined) {
      const most = Math.min(values.filter(value => value === size).length, count - taken.length);
      for (let number = most; number >= 0; number--)
        take(index + 1, [...taken, ...Array<number>(number).fill(size)]);
    }
  };
  take(0, []);
  return found;
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
