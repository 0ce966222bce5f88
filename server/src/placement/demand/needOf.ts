/**
 * Reads off the configuration what an application asks of Ray.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__` and twinkle/server/deployment.py
 * `init_twinkle_runtime` of the releases 0.1 to 0.5.1. Their differences: before 0.5.0 ranks that leave out the first
 * node fail, and before 0.4.0 the device type of a CPU group is `CPU` in capitals or nothing.
 */
import type { ClusterFile } from '../../config/clusterFile';
import { deviceOf } from '../../config/devices';
import { mostCounted, mostGroups } from '../../config/counts';
import { environmentOf } from '../../config/replicaOptions';
import { leastReplicas, replicaNeeds } from '../../config/replicaNeeds';
import type { Application } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import { text, type Text } from '../../text/text';
import { deviceGroups } from './deviceGroups';
import { unitsPerCpu, type CpuGroups, type Need, type Needed } from './need';

/** The keys of an application that tell what it needs. */
export const needKeys = [
  'import_path',
  'args.backend',
  'args.sampler_type',
  'args.nproc_per_node',
  'args.ncpu_proc_per_node',
  'args.device_group.device_type',
  'args.device_group.ranks',
  'args.device_group.gpus_per_worker',
  'deployments',
];

export function needOf(application: Application, version: string, cluster?: ClusterFile): Needed {
  const { kind } = application;
  if (kind?.value === undefined) return unknown(text('Unknown: its kind of application.'));
  const { replicas, cpus, gpus, tiedBy } = replicaNeeds(application);
  if (tiedBy !== undefined)
    return unknown(
      text('Unknown: `{0}` ties its replicas to nodes in a way that is not evaluated here.', tiedBy),
    );
  if (replicas === undefined || replicas > mostCounted)
    return unknown(text('Unknown: how many replicas it starts with.'));
  if (cpus === undefined || gpus === undefined)
    return unknown(text('Unknown: what its ray_actor_options reserve.'));
  const known = (groups: Need['groups']): Needed => ({
    kind: 'known',
    need: { replicas, actor: { gpus, npus: 0, cpus: Math.round(cpus * unitsPerCpu) }, groups },
  });
  if (kind.value === 'server') return known(undefined);
  const made = groupsOf(application, version, cluster);
  return 'reason' in made ? made : known(made);
}

/**
 * The same counted low, so that what does not fit so fits in no way: where replicas or their CPUs are open, the least
 * is taken. Undefined where the groups are not known, and for one that fails before it asks for anything.
 */
export function leastNeedOf(
  application: Application,
  version: string,
  cluster?: ClusterFile,
): Need | undefined {
  const { kind } = application;
  if (kind?.value === undefined) return undefined;
  const groups = kind.value === 'server' ? undefined : groupsOf(application, version, cluster);
  if (groups !== undefined && 'reason' in groups) return undefined;
  const { cpus = 0, gpus = 0 } = replicaNeeds(application);
  const actor = { gpus, npus: 0, cpus: Math.round(cpus * unitsPerCpu) };
  return { replicas: Math.min(leastReplicas(application), mostCounted), actor, groups };
}

type Groups = Need['groups'];

function groupsOf(
  application: Application,
  version: string,
  cluster: ClusterFile | undefined,
): NonNullable<Groups> | Exclude<Needed, { kind: 'known' }> {
  const group = application.args?.deviceGroup;
  const type = group?.deviceType?.value?.toUpperCase();
  if (group === undefined || type === undefined) return unknown(text('Unknown: its device_group.'));
  const device = deviceOf(application);
  if (device !== undefined) return deviceGroups(application, group, device, version);
  switch (type) {
    case 'CPU':
      return cpuGroups(application, version, cluster);
    case 'MPS':
      return unknown(text('Unknown: the cluster file does not list devices of type {0}.', type));
    default:
      return fails(text('The replica fails with "Unsupported platform: {0}.".', type));
  }
}

/** Processes of a group that stands on CPUs alone, `ncpu_proc_per_node` to a node. */
function cpuGroups(
  application: Application,
  version: string,
  cluster: ClusterFile | undefined,
): CpuGroups | Exclude<Needed, { kind: 'known' }> {
  const { args } = application;
  const ranks = args?.deviceGroup?.ranks?.value;
  const perNode = cpuProcessesPerNode(application);
  const cpusPerProcess = cpusPerProcessOf(application, cluster);
  if (typeof ranks === 'object')
    return fails(text('The replica fails with "CPU group only supports integer ranks".'));
  if (ranks === undefined || !Number.isInteger(ranks) || ranks < 0)
    return unknown(text('Unknown: its ranks.'));
  if (!atLeast(version, '0.4.0') && args?.deviceGroup?.deviceType?.value !== 'CPU')
    return fails(
      text(
        'The replica fails with "TypeError: \'int\' object is not iterable": before 0.4.0 it is `CPU` in capitals.',
      ),
    );
  if (perNode === undefined) return unknown(text('Unknown: how many of its processes run on a node.'));
  if (cpusPerProcess === undefined)
    return unknown(text('Unknown: the environment variable {0}.', 'TWINKLE_CPU_PG_CPUS_PER_PROC'));
  const groups = Math.ceil(ranks / perNode);
  if (groups > mostGroups) return unknown(text('Unknown: its ranks.'));
  const processes = Array.from({ length: groups }, (_, index) => Math.min(perNode, ranks - index * perNode));
  return { kind: 'cpu', perNode, processes, cpusPerProcess };
}

/**
 * Processes on CPUs that a node takes: what a processor says, 1 for a mock, 8 for any other model or sampler
 * (`ncpu_proc_per_node` of `twinkle.initialize`). Undefined where it is unknown.
 */
export function cpuProcessesPerNode({ kind, args }: Application): number | undefined {
  if (kind?.value === 'processor') {
    const value = args?.ncpuProcPerNode?.value;
    return value !== undefined && Number.isInteger(value) && value >= 1 ? value : undefined;
  }
  const engine = kind?.value === 'model' ? args?.backend : args?.samplerType;
  if (engine?.value === undefined) return undefined;
  return engine.value === 'mock' ? 1 : 8;
}

/** The replica reads it: from its own environment, else from that of the nodes. Undefined where that is no number. */
function cpusPerProcessOf(application: Application, cluster: ClusterFile | undefined): number | undefined {
  const name = 'TWINKLE_CPU_PG_CPUS_PER_PROC';
  const own = environmentOf(application).find(variable => variable.name === name)?.field;
  const ofNodes = cluster?.nodes.flatMap(({ env }) => env).find(variable => variable.name === name)?.value;
  if (own === undefined && ofNodes !== undefined) return undefined;
  const field = own ?? cluster?.env.find(variable => variable.name === name)?.value;
  if (field === undefined) return 1;
  return /^\s*[+-]?\d+\s*$/.test(field.value ?? '') ? Math.max(Number(field.value), 1) : undefined;
}

function unknown(reason: Text): { kind: 'unknown'; reason: Text } {
  return { kind: 'unknown', reason };
}

function fails(reason: Text): { kind: 'fails'; reason: Text } {
  return { kind: 'fails', reason };
}
