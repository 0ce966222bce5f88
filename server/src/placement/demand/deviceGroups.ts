/**
 * From ranks to placement groups, slots of GPUs or NPUs, and workers: rank r is slot r % n of node index r ÷ n, n being
 * `nproc_per_node`.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1 to 0.5.1.
 */
import type { Device } from '../../config/devices';
import { mostCounted, mostGroups } from '../../config/counts';
import type { Application, DeviceGroup } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import { text } from '../../text/text';
import type { DeviceGroups, Needed, Worker } from './need';

type Open = Exclude<Needed, { kind: 'known' }>;

export function deviceGroups(
  { args, kind }: Application,
  group: DeviceGroup,
  device: Device,
  version: string,
): DeviceGroups | Open {
  const nproc = args?.nprocPerNode === undefined ? 1 : args.nprocPerNode.value;
  const ranks = ranksOf(group);
  const perWorker = group.gpusPerWorker === undefined ? 1 : group.gpusPerWorker.value;
  if (nproc === undefined || !Number.isInteger(nproc) || nproc < 1)
    return { kind: 'unknown', reason: text('Unknown: its nproc_per_node.') };
  if (ranks === undefined) return { kind: 'unknown', reason: text('Unknown: its ranks.') };
  if (perWorker === undefined || !Number.isInteger(perWorker))
    return { kind: 'unknown', reason: text('Unknown: its gpus_per_worker.') };
  if (ranks.length === 0) return { kind: 'fails', reason: text('The replica fails: it has no rank.') };
  if (new Set(ranks).size !== ranks.length)
    return {
      kind: 'fails',
      reason: text('The replica fails with an AssertionError: a rank is listed twice.'),
    };
  const indexes = ranks.map(rank => Math.floor(rank / nproc));
  const firstIndex = Math.min(...indexes);
  if (firstIndex > 0 && !atLeast(version, '0.5.0')) {
    return {
      kind: 'fails',
      reason: text(
        'The replica fails with "IndexError: list index out of range": before 0.5.0 the ranks must begin on the first node, and rank {0} is on node {1}.',
        Math.min(...ranks),
        firstIndex,
      ),
    };
  }
  const engine = kind?.value === 'model' ? args?.backend : args?.samplerType;
  // Models had no backend to choose before, and none was a mock.
  const isOld = kind?.value === 'model' && !atLeast(version, '0.4.0');
  const computes = isOld || (engine?.value !== undefined && engine.value !== 'mock');
  return laidOut(ranks, { device, count: nproc, perWorker: Math.max(perWorker, 1), computes });
}

export interface Slotted extends Pick<DeviceGroups, 'device' | 'count' | 'computes'> {
  /** Ranks of one worker, at least 1. */
  readonly perWorker: number;
}

/**
 * The groups and workers of given ranks.
 *
 * @param ranks at least one, each once
 */
export function laidOut(
  ranks: readonly number[],
  { device, count, perWorker, computes }: Slotted,
): DeviceGroups | Open {
  const indexes = ranks.map(rank => Math.floor(rank / count));
  const firstIndex = Math.min(...indexes);
  const workers = workersOf(ranks, { nproc: count, perWorker, firstIndex });
  if (!Array.isArray(workers)) return workers;
  const groups = Math.max(...indexes) - firstIndex + 1;
  if (groups > mostGroups) return { kind: 'unknown', reason: text('Unknown: its ranks.') };
  const slots = Array.from({ length: groups }, (_, at) =>
    ranks.filter((_rank, index) => indexes[index] === firstIndex + at).map(rank => rank % count),
  );
  return { kind: 'device', device, count, firstIndex, slots, workers, computes };
}

function ranksOf({ ranks }: DeviceGroup): readonly number[] | undefined {
  const value = ranks?.value;
  if (value === undefined) return undefined;
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || value > mostCounted) return undefined;
    return Array.from({ length: Math.max(value, 0) }, (_, rank) => rank);
  }
  return value.every(rank => Number.isInteger(rank) && rank >= 0) ? value : undefined;
}

interface Layout {
  readonly nproc: number;
  readonly perWorker: number;
  readonly firstIndex: number;
}

/** Ranks in order, `gpus_per_worker` to a worker; a worker's GPUs must be on one node. */
function workersOf(ranks: readonly number[], { nproc, perWorker, firstIndex }: Layout): Worker[] | Open {
  if (ranks.length % perWorker !== 0) {
    return {
      kind: 'fails',
      reason: text(
        'The replica fails: ranks {0} are not divisible by gpus_per_worker {1}.',
        ranks.length,
        perWorker,
      ),
    };
  }
  const workers: Worker[] = [];
  for (let start = 0; start < ranks.length; start += perWorker) {
    const own = ranks.slice(start, start + perWorker);
    const group = Math.floor((own[0] ?? 0) / nproc) - firstIndex;
    if (own.some(rank => Math.floor(rank / nproc) - firstIndex !== group)) {
      return {
        kind: 'fails',
        reason: text('The replica fails: the GPUs of worker {0} span several nodes.', workers.length),
      };
    }
    workers.push({ group, slots: own.map(rank => rank % nproc) });
  }
  return workers;
}
