/** The logs of a cluster: what each file is of, by its name in a session folder of Ray (ray 2.60, _private/node.py). */

export type LogKind =
  /** What the launcher of a server writes. */
  | 'launcher'
  /** What Ray Serve writes of a replica, of its controller and its proxies. */
  | 'replica'
  | 'serve'
  /** Both outputs of a process that runs a replica, or of another worker. */
  | 'output'
  /** What `ray start` wrote. */
  | 'start'
  /** Ray's own programs. */
  | 'ray'
  /** Ray's own part in each worker. */
  | 'core';

export interface LogFile {
  readonly path: string;
  readonly kind: LogKind;
  /** Such as `ModelManagement g2wojhfs`, `ServeController` or `raylet.out`. */
  readonly name: string;
  readonly application?: string;
  readonly replica?: string;
  readonly pid?: number;
  /** Names of the nodes that it may be of: those that share its session folder, or the one that is known. */
  readonly nodes: readonly string[];
  /** Bytes. */
  readonly size: number;
}

/** What the name of a file says. Undefined for what is no log, such as a state that is written over. */
export function kindOf(name: string): { readonly kind: LogKind; readonly pid?: number } | undefined {
  const worker = /^worker-[0-9a-f]+-[0-9a-f]+-(?<pid>\d+)\.(?:out|err)$/.exec(name)?.groups?.['pid'];
  if (worker !== undefined) return { kind: 'output', pid: Number(worker) };
  const core = /^python-core-(?:worker|driver)-[0-9a-f]+_(?<pid>\d+)\.log$/.exec(name)?.groups?.['pid'];
  if (core !== undefined) return { kind: 'core', pid: Number(core) };
  return /\.(?:log|out|err)(?:\.\d+)?$/.test(name) ? { kind: 'ray' } : undefined;
}

/** A deployment of an application, as Ray Serve names both. */
export interface KnownDeployment {
  readonly application: string;
  readonly deployment: string;
}

/**
 * Whose log `serve/replica_<application>_<deployment>_<id>.log` is (ray 2.60, serve/_private/logging_utils.py). Names may
 * hold underscores, so known ones decide; without any, the last two parts are deployment and id.
 */
export function replicaOf(
  name: string,
  known: readonly KnownDeployment[],
): (KnownDeployment & { readonly replica: string }) | undefined {
  const groups = /^replica_(?<names>.+)_(?<replica>[^_]+)\.log(?:\.\d+)?$/.exec(name)?.groups;
  if (groups === undefined) return undefined;
  const { names = '', replica = '' } = groups;
  const found = known.find(({ application, deployment }) => names === `${application}_${deployment}`);
  if (found !== undefined) return { ...found, replica };
  const cut = names.lastIndexOf('_');
  return cut < 0
    ? { application: '', deployment: names, replica }
    : { application: names.slice(0, cut), deployment: names.slice(cut + 1), replica };
}

/** The actor that a worker says it runs, in the first lines of its output (ray 2.60, _private/worker.py). */
export function actorOf(beginning: string): string | undefined {
  return beginning
    .split('\n')
    .findLast(line => line.startsWith(':actor_name:'))
    ?.slice(':actor_name:'.length);
}

/** Whether there are only lines in it by which Ray finds out whose output this is. */
export function isOnlyMarks(text: string): boolean {
  return text.split('\n').every(line => line === '' || /^:(?:job_id|actor_name|task_name):/.test(line));
}

/** The id of the node whose raylet writes this file, in its first lines (ray 2.60, raylet/main.cc). */
export function nodeIdOf(beginning: string): string | undefined {
  return /Setting node ID node_id=(?<id>[0-9a-f]{16,})/.exec(beginning)?.groups?.['id'];
}

/** The session folder that a process of Ray works in, from its command line. */
export function sessionFolderOf(argv: readonly string[]): string | undefined {
  const option = argv.find(word => /^--session[-_]dir=\//.test(word));
  return option?.slice(option.indexOf('=') + 1);
}
