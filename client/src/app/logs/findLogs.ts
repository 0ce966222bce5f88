/** The logs of a cluster on a machine: in the session folders that its processes work in, and those of our records. */
import {
  actorOf,
  isOnlyMarks,
  kindOf,
  nodeIdOf,
  replicaOf,
  sessionFolderOf,
  type KnownDeployment,
  type LogFile,
} from '../../core/logs/logFile';
import type { FileBeginning, Keeper } from '../../core/machine/keeper';
import { replicaActor } from '../../core/ray/replicaActor';
import type { Snapshot } from '../../core/ray/snapshot';
import { nodeLookup } from '../../core/rows/nodes';
import type { NodeRecord } from '../../core/records/processRecord';

export interface FindLogsInput {
  readonly clusterFile: string;
  /** Of the launcher, where there is or was one. */
  readonly launcherLog?: string;
  /** What Ray reports, for the names of nodes and applications. */
  readonly snapshot?: Snapshot;
}

type LogKeeper = Pick<Keeper, 'survey' | 'list' | 'beginnings'>;

/** Bytes of the beginning of a file that say whose it is. */
const beginningBytes = 2_048;
/** Files whose beginning is read; the size of the others is not known, and they are left out. */
const mostFiles = 2_000;

/** Logs with something in them, in no order. Throws what the keeper throws. */
export async function findLogs(
  keeper: LogKeeper,
  { clusterFile, launcherLog, snapshot }: FindLogsInput,
  signal: AbortSignal,
): Promise<readonly LogFile[]> {
  const { records } = await keeper.survey({ clusterFile }, signal);
  const nodeRecords = records.flatMap(({ record }) => (record.kind === 'node' ? [record] : []));
  const launcher = records.find(({ record }) => record.kind !== 'node')?.record.logFile ?? launcherLog;
  const sessions = new Map<string, string[]>();
  for (const { record, members } of records) {
    if (record.kind !== 'node') continue;
    const folder = members.map(({ argv }) => sessionFolderOf(argv)).find(each => each !== undefined);
    if (folder !== undefined) sessions.set(folder, [...(sessions.get(folder) ?? []), record.node]);
  }
  const candidates: Omit<LogFile, 'size'>[] = [
    ...(launcher === undefined ? [] : [{ path: launcher, kind: 'launcher', name: '', nodes: [] } as const]),
    ...nodeRecords.map(
      ({ logFile, node }) => ({ path: logFile, kind: 'start', name: node, nodes: [node] }) as const,
    ),
  ];
  const known = deployments(snapshot);
  for (const [folder, nodes] of sessions) {
    const [ray = [], serve = []] = await keeper.list([`${folder}/logs`, `${folder}/logs/serve`], signal);
    candidates.push(
      ...ray.flatMap(name => {
        const found = kindOf(name);
        const path = `${folder}/logs/${name}`;
        // That of a job is among Ray's own.
        return found === undefined || path === launcher ? [] : [{ path, name, nodes, ...found }];
      }),
      ...serve.flatMap(name => serveLog(`${folder}/logs/serve/${name}`, name, nodes, known)),
    );
  }
  const nodeName = names(snapshot, nodeRecords);
  const looked = candidates.slice(0, mostFiles);
  const beginnings = await keeper.beginnings(
    looked.map(({ path }) => path),
    beginningBytes,
    signal,
  );
  const read = looked.map((file, index) => described(file, beginnings[index], nodeName));
  const placed = replicaNodes(snapshot, nodeName);
  return read.flatMap(file => {
    if (file === undefined) return [];
    const node = placed.get(file.replica ?? file.pid);
    return [node === undefined ? file : { ...file, nodes: [node] }];
  });
}

function serveLog(
  path: string,
  name: string,
  nodes: readonly string[],
  known: readonly KnownDeployment[],
): Omit<LogFile, 'size'>[] {
  if (kindOf(name) === undefined) return [];
  const found = replicaOf(name, known);
  if (found === undefined) return [{ path, kind: 'serve', name, nodes }];
  const { application, deployment, replica } = found;
  return [{ path, kind: 'replica', name: `${deployment} ${replica}`, application, replica, nodes }];
}

/** With its size, and with what its first lines say; undefined where it is empty, gone, or cannot be read. */
function described(
  file: Omit<LogFile, 'size'>,
  read: FileBeginning | undefined,
  nodeName: (id: string) => string | undefined,
): LogFile | undefined {
  // Also a link, or the file of another user.
  if (read === undefined || read.size === 0) return undefined;
  const { size } = read;
  const beginning = new TextDecoder().decode(read.bytes);
  if (file.kind === 'output' && size <= beginningBytes && isOnlyMarks(beginning)) return undefined;
  if (file.kind === 'output') {
    const actor = actorOf(beginning);
    const replica = actor === undefined ? undefined : replicaActor(actor);
    const end = file.path.endsWith('.err') ? 'err' : 'out';
    return {
      ...file,
      size,
      name: `${replica?.deployment ?? actor ?? 'worker'} ${file.pid ?? ''} ${end}`,
      ...(replica === undefined ? {} : { application: replica.application }),
    };
  }
  const id = file.kind === 'ray' ? nodeIdOf(beginning) : undefined;
  const node = id === undefined ? undefined : nodeName(id);
  return { ...file, size, ...(node === undefined ? {} : { nodes: [node] }) };
}

function names(
  snapshot: Snapshot | undefined,
  records: readonly NodeRecord[],
): (id: string) => string | undefined {
  if (snapshot === undefined) return () => undefined;
  const lookup = nodeLookup(snapshot, records);
  const known = new Set(snapshot.nodes.map(({ nodeId }) => nodeId));
  return id => (known.has(id) ? lookup.name(id) : undefined);
}

/** The node of each replica, by its id and by its process; of a pid that several machines have, none. */
function replicaNodes(
  snapshot: Snapshot | undefined,
  nodeName: (id: string) => string | undefined,
): ReadonlyMap<string | number | undefined, string> {
  const all = (snapshot?.applications ?? [])
    .flatMap(application => application.deployments)
    .flatMap(({ replicas }) => replicas);
  const found = new Map<string | number, string>();
  for (const { id, pid, nodeId } of all) {
    const node = nodeId === undefined ? undefined : nodeName(nodeId);
    if (node === undefined) continue;
    found.set(id, node);
    if (pid !== undefined && all.filter(each => each.pid === pid).length === 1) found.set(pid, node);
  }
  return found;
}

function deployments(snapshot: Snapshot | undefined): readonly KnownDeployment[] {
  return (snapshot?.applications ?? []).flatMap(({ name: application, deployments: all }) =>
    all.map(({ name: deployment }) => ({ application, deployment })),
  );
}
