/** Numbers that make the device mesh of an application fit its workers. A mock builds no mesh and gets none. */
import type { ClusterFile } from '../../../config/clusterFile';
import type { Application, Arguments, MeshSize } from '../../../config/serverConfig';
import { deviceNames, deviceOf, type Device } from '../../../config/devices';
import { text } from '../../../text/text';
import { deviceNodes } from './clusterValues';
import type { LikelyValue } from './likelyValue';

const multiplying: readonly MeshSize[] = ['dp_size', 'fsdp_size', 'tp_size', 'pp_size', 'cp_size'];

/** @param key the place inside of the application; undefined for places without such numbers */
export function meshValues(
  application: Application,
  key: string,
  cluster: ClusterFile | undefined,
): readonly LikelyValue[] | undefined {
  const { args, kind } = application;
  if (args === undefined) return undefined;
  const name = key.split('.').at(-1) ?? '';
  if (key === `args.device_mesh.${name}`) {
    return isMock(args) || kind?.value === 'server' ? [] : sizes(application, args, name);
  }
  switch (key) {
    case 'args.device_group.ranks':
      return [...fittingRanks(args), ...nodeSizes(args, cluster)];
    case 'args.device_group.gpus_per_worker':
      return workerSizes(args);
    case 'args.nproc_per_node':
      return perNode(args, cluster);
    case 'args.engine_args.tensor_parallel_size': {
      const own = args.deviceGroup?.gpusPerWorker?.value;
      return own === undefined ? [] : [{ value: own, detail: text('gpus_per_worker of the application') }];
    }
    default:
      return undefined;
  }
}

/** In a list of ranks each item is one of them, and the list mostly counts on. */
export function nextRank(application: Application | undefined, offset: number): LikelyValue[] {
  const entries = application?.args?.deviceGroup?.node.entries;
  const list = entries?.find(({ key }) => key.value === 'ranks')?.value;
  if (list?.kind !== 'sequence') return [];
  const others = list.items.flatMap(item => {
    const isHere = item.span.start <= offset && offset <= item.span.end;
    return item.kind === 'scalar' && isCount(item.value) && !isHere ? [item.value] : [];
  });
  return [{ value: list.items.length === 0 ? 0 : Math.max(0, ...others) + 1, detail: text('the next rank') }];
}

function isMock({ backend, samplerType }: Arguments): boolean {
  return backend?.value === 'mock' || samplerType?.value === 'mock';
}

function rankCount({ deviceGroup }: Arguments): number | undefined {
  const ranks = deviceGroup?.ranks?.value;
  const count = typeof ranks === 'object' ? ranks.length : ranks;
  return isCount(count) ? count : undefined;
}

/** Processes of the application; undefined where the numbers are unknown or do not divide. */
function workersOf(args: Arguments): number | undefined {
  const ranks = rankCount(args);
  const perWorker = gpusPerWorker(args);
  return ranks === undefined || perWorker === undefined || ranks % perWorker !== 0
    ? undefined
    : ranks / perWorker;
}

function gpusPerWorker({ deviceGroup }: Arguments): number | undefined {
  const written = deviceGroup?.gpusPerWorker;
  return written === undefined ? 1 : isCount(written.value) ? written.value : undefined;
}

/** Divisors of what the other sizes leave, the one that fills it first. */
function sizes({ kind }: Application, args: Arguments, name: string): LikelyValue[] {
  const workers = workersOf(args);
  const mesh = args.deviceMesh;
  if (workers === undefined || mesh === undefined || mesh.raw) return [];
  if (name === 'tp_size' && kind?.value === 'sampler') return samplerTensorSize(args);
  if (!multiplying.some(size => size === name)) return sideSizes(args, workers, name);
  const others = multiplying
    .filter(size => size !== name && !(size === 'tp_size' && kind?.value === 'sampler'))
    .map(size => mesh.sizes[size])
    .filter(field => field !== undefined);
  if (others.some(({ value }) => value !== undefined && !isCount(value))) return [];
  const rest = others.reduce((product, { value = 1 }) => product * value, 1);
  if (workers % rest !== 0) return [];
  const left = workers / rest;
  const sum = rest === 1 ? `${left}` : `${left} × ${rest}`;
  return divisors(left)
    .reverse()
    .map(value => ({
      value,
      ...(value === left && { detail: text('{0} = {1} {1|worker|workers}', sum, workers) }),
    }));
}

/** In a sampler, `tp_size` is the number of GPUs of a worker. */
function samplerTensorSize(args: Arguments): LikelyValue[] {
  const value = gpusPerWorker(args);
  return value === undefined ? [] : [{ value, detail: text('gpus_per_worker of the application') }];
}

/** Sizes that divide up the same ranks again. */
function sideSizes({ deviceMesh }: Arguments, workers: number, name: string): LikelyValue[] {
  if (name === 'ulysses_size') {
    const { dp_size: dp, fsdp_size: fsdp } = deviceMesh?.sizes ?? {};
    const data = (dp === undefined ? 1 : (dp.value ?? 0)) * (fsdp === undefined ? 1 : (fsdp.value ?? 1));
    if (!isCount(data)) return [];
    return divisors(data).map(value => ({ value, detail: text('divides dp × fsdp = {0}', data) }));
  }
  const isSide = name === 'ep_size' || name === 'etp_size' || name === 'ep_fsdp_size';
  return isSide
    ? divisors(workers).map(value => ({ value, detail: text('divides {0} {0|worker|workers}', workers) }))
    : [];
}

/** As many ranks as the mesh has workers. */
function fittingRanks(args: Arguments): LikelyValue[] {
  const perWorker = gpusPerWorker(args);
  const product = isMock(args) ? undefined : args.deviceMesh?.product;
  if (!isCount(product) || perWorker === undefined) return [];
  if (args.samplerType !== undefined && perWorker > 1) {
    const data = args.deviceMesh?.sizes.dp_size?.value ?? 1;
    return isCount(data)
      ? [
          {
            value: data * perWorker,
            detail: text('{0} {0|worker|workers} × {1} {1|GPU|GPUs}', data, perWorker),
          },
        ]
      : [];
  }
  return [
    {
      value: product * perWorker,
      detail:
        perWorker === 1
          ? text('the device mesh has {0} {0|worker|workers}', product)
          : text('{0} {0|worker|workers} × {1} {1|GPU|GPUs}', product, perWorker),
    },
  ];
}

/** All GPUs or NPUs of a node. */
function nodeSizes(args: Arguments, cluster: ClusterFile | undefined): LikelyValue[] {
  const device = deviceFor(args);
  if (device === undefined) return [];
  const seen = new Set<number>();
  const found: LikelyValue[] = [];
  for (const { name, count } of deviceNodes(cluster, device)) {
    if (seen.has(count)) continue;
    seen.add(count);
    found.push({
      value: count,
      detail: text('all {0} {2}{0||s} of the node {1}', count, name, deviceNames[device]),
    });
  }
  return found;
}

/** What the group takes; GPUs where nothing is written yet. */
function deviceFor(args: Arguments): Device | undefined {
  return args.deviceGroup?.deviceType === undefined ? 'gpu' : deviceOf({ args });
}

/** What the ranks need on one node, or all that a node has. */
function perNode(args: Arguments, cluster: ClusterFile | undefined): LikelyValue[] {
  const ranks = rankCount(args);
  const device = deviceFor(args) ?? 'gpu';
  const most = Math.max(0, ...deviceNodes(cluster, device).map(({ count }) => count));
  if (ranks === undefined) return nodeSizes(args, cluster);
  const value = most > 0 ? Math.min(ranks, most) : ranks;
  return ranks % value === 0 ? [{ value, detail: text('for {0} {0|rank|ranks}', ranks) }] : [];
}

function workerSizes(args: Arguments): LikelyValue[] {
  const ranks = rankCount(args);
  const tensor = args.deviceMesh?.sizes.tp_size?.value;
  if (ranks === undefined) return [];
  return divisors(ranks)
    .sort((one, other) => Number(other === tensor) - Number(one === tensor))
    .map(value => ({
      value,
      detail: text('{0} {0|rank|ranks} ÷ {1} = {2} {2|worker|workers}', ranks, value, ranks / value),
    }));
}

function divisors(of: number): number[] {
  const found: number[] = [];
  // A number that no machine has would only take time.
  for (let value = 1; value <= Math.min(of, 4096); value += 1) if (of % value === 0) found.push(value);
  return found;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
