/** From what an application needs to what it asks of given nodes. */
import { bundlesOf, type Bundles, type Capacity } from './bundles';
import { unitsPerCpu, type Need } from './need';
import type { RayNode } from './rayNodes';
import type { Request } from './search';

/** What nodes offer at most: what one does not tell is without limit, so that what does not fit fits nowhere. */
export function capacitiesOf(nodes: readonly RayNode[]): Capacity[] {
  return nodes.map(({ gpus, cpus }) => ({
    gpus: gpus?.length ?? Infinity,
    cpus: cpus === undefined ? Infinity : cpus * unitsPerCpu,
  }));
}

export interface Asked {
  readonly bundles: Bundles | undefined;
  /** Undefined where too few nodes count. */
  readonly request: Request | undefined;
}

export function requestOf({ replicas, actor, groups }: Need, nodes: readonly Capacity[]): Asked {
  if (groups === undefined) return { bundles: undefined, request: { replicas, actor, variants: [] } };
  const bundles = bundlesOf(groups, nodes);
  if (bundles.needed > bundles.available && replicas > 0) return { bundles, request: undefined };
  const slots = groups.kind === 'gpu' && groups.computes ? groups.slots : [];
  return { bundles, request: { replicas, actor, variants: bundles.variants, slots } };
}

/**
 * True where the replicas' own CPUs can never be what is missing, wherever Ray puts them: each node holds them all
 * beside every group that its GPUs let it take. Then a search may leave them out.
 */
export function replicasDoNotMatter(requests: readonly Request[], nodes: readonly Capacity[]): boolean {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const actors = sum(requests.map(({ replicas, actor }) => replicas * actor.cpus));
  if (requests.some(({ actor }) => actor.gpus > 0)) return false;
  const groups = requests.flatMap(({ replicas, variants }) =>
    Array.from({ length: Math.min(replicas, 64) }, () => variants[0] ?? []).flat(),
  );
  const most = Math.max(0, ...requests.flatMap(({ variants }) => variants.flat()).map(({ cpus }) => cpus));
  const least = Math.min(...groups.flatMap(({ gpus }) => (gpus > 0 ? [gpus] : [])));
  const ofGpus = groups.filter(({ gpus }) => gpus > 0).length;
  const ofCpus = groups.length - ofGpus;
  return nodes.every(({ gpus, cpus }) => {
    const held = Number.isFinite(least) ? Math.min(Math.floor(gpus / least), ofGpus) : 0;
    return cpus >= actors + (held + ofCpus) * most;
  });
}
