/** From needs to what an application asks of given nodes. */
import type { Device } from '../../config/devices';
import { bundlesOf, type Bundles, type Capacity } from './bundles';
import { nothing, unitsPerCpu, type Amount, type Need } from '../demand/need';
import type { RayNode } from './rayNodes';
import type { Request } from './search';

/** What nodes offer at most: what one does not tell is without limit, so that what does not fit fits nowhere. */
export function capacitiesOf(nodes: readonly RayNode[]): Capacity[] {
  return nodes.map(({ gpus, npus, cpus }) => ({
    gpus: gpus?.length ?? Infinity,
    npus: npus?.length ?? Infinity,
    cpus: cpus === undefined ? Infinity : cpus * unitsPerCpu,
  }));
}

export interface Asked {
  readonly bundles: Bundles | undefined;
  /** Undefined where too few nodes count. */
  readonly request: Request | undefined;
}

export function requestOf({ replicas, actor, groups }: Need, nodes: readonly Capacity[]): Asked {
  if (groups === undefined)
    return { bundles: undefined, request: { replicas, actor, variants: [], complete: true } };
  const bundles = bundlesOf(groups, nodes);
  if (bundles.needed > bundles.available && replicas > 0) return { bundles, request: undefined };
  const seats =
    groups.kind === 'device' && groups.computes
      ? groups.slots.map(slots => seatsOf(groups.device, slots))
      : [];
  const { variants, complete } = bundles;
  return { bundles, request: { replicas, actor, variants, complete, seats } };
}

/** Slots of a node as one number for each device of it, so that a GPU and an NPU are never the same. */
export function seatsOf(device: Device, slots: readonly number[]): number[] {
  return slots.map(slot => 2 * slot + (device === 'npu' ? 1 : 0));
}

/**
 * True where the replicas' own CPUs can never be what is missing, wherever Ray puts them: each node holds them all
 * beside every group that its GPUs and NPUs let it take. Then a search may leave them out.
 */
export function replicasDoNotMatter(requests: readonly Request[], nodes: readonly Capacity[]): boolean {
  if (requests.some(({ actor }) => actor.gpus > 0)) return false;
  const actors = requests.reduce((sum, { replicas, actor }) => sum + replicas * actor.cpus, 0);
  const [ofGpus, ofNpus, ofCpus] = [new Groups(), new Groups(), new Groups()];
  let most = 0;
  for (const { replicas, variants } of requests) {
    for (const bundles of variants) for (const { cpus } of bundles) most = Math.max(most, cpus);
    const [{ gpus, npus } = nothing] = variants[0] ?? [];
    const [groups, size] = gpus > 0 ? [ofGpus, gpus] : npus > 0 ? [ofNpus, npus] : [ofCpus, 1];
    groups.add(size, Math.min(replicas, 64) * (variants[0]?.length ?? 0));
  }
  return nodes.every(
    ({ gpus, npus, cpus }) =>
      cpus >= actors + (ofGpus.within(gpus) + ofNpus.within(npus) + ofCpus.count) * most,
  );
}

/** Groups of one device. */
class Groups {
  count = 0;
  #least = Infinity;

  add(size: number, count: number): void {
    if (count === 0) return;
    this.count += count;
    this.#least = Math.min(this.#least, size);
  }

  /** How many a node with so many devices holds at most. */
  within(devices: number): number {
    return this.count === 0 ? 0 : Math.min(Math.floor(devices / this.#least), this.count);
  }
}

/** The same without CPUs. */
export function devicesOnly(request: Request): Request {
  const without = (amount: Amount): Amount => ({ ...amount, cpus: 0 });
  return {
    ...request,
    actor: without(request.actor),
    variants: request.variants.map(bundles => bundles.map(without)),
  };
}
