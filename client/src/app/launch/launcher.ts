/** The record of a launcher: written before it starts, found again by the next window. */
import { createHash } from 'node:crypto';
import type { Command } from '../../core/machine/command';
import type { Host, ProcessInfo, StartedProcess } from '../../core/machine/host';
import { recordVariable, type ProcessRecord } from '../../core/records/record';
import { text, UserError } from '../../core/text/text';
import { recordsHere, type RecordReader } from '../records/recordsHere';

/** What a launch needs of the store of records; adapters/recordStore.ts. */
export interface LaunchRecords extends RecordReader {
  create(record: ProcessRecord, signal: AbortSignal): Promise<boolean>;
  write(record: ProcessRecord, signal: AbortSignal): Promise<void>;
  remove(id: string, signal: AbortSignal): Promise<void>;
}

export interface RecordPorts {
  readonly host: Host;
  readonly records: LaunchRecords;
}

/** A recorded launcher, and what lives of it. */
export interface Launcher {
  readonly record: ProcessRecord;
  /** The launcher itself; undefined when it has ended. */
  readonly process: ProcessInfo | undefined;
  readonly members: readonly ProcessInfo[];
  /** Another window is just starting it. */
  readonly owned: boolean;
}

/**
 * The same for every launch of a cluster file on one machine, so that two windows cannot launch two servers on one
 * cluster, while two machines with one home folder can have one each.
 */
export function launcherId(clusterFile: string, machine: string): string {
  return `launcher-${createHash('sha256').update(`${machine}:${clusterFile}`).digest('hex').slice(0, 12)}`;
}

/** The launcher of a cluster file on this machine, living or not; undefined if there is no record of one. */
export async function findLauncher(
  clusterFile: string,
  ports: RecordPorts,
  signal: AbortSignal,
): Promise<Launcher | undefined> {
  const { here } = await recordsHere({ clusterFile, kind: 'launcher' }, ports, signal);
  const launchers = here.map(({ record, members, owned }) => {
    // A record that was cut off before the session was known has its process by the mark in its environment.
    const process = members.find(({ pid, session }) =>
      record.session === 0 ? pid === session : pid === record.session,
    );
    return { record, process, members, owned };
  });
  // There may be two where an older version, whose ids had no machine, has left one.
  return launchers.find(({ process }) => process !== undefined) ?? launchers.at(-1);
}

/** The record of the head of a cluster on this machine; undefined where none was started from here. */
export async function findHead(
  clusterFile: string,
  ports: RecordPorts,
  signal: AbortSignal,
): Promise<{ readonly head: ProcessRecord; readonly nodes: readonly ProcessRecord[] } | undefined> {
  const { here } = await recordsHere({ clusterFile, kind: 'ray-node' }, ports, signal);
  const nodes = here.map(({ record }) => record);
  const head = nodes.find(record => record.ray?.head === true);
  return head === undefined ? undefined : { head, nodes };
}

export interface StartInput {
  readonly command: Command;
  readonly head: ProcessRecord;
  readonly launch: NonNullable<ProcessRecord['launch']>;
}

export interface Started {
  readonly record: ProcessRecord;
  readonly process: StartedProcess;
}

/**
 * Writes the intent down, starts the launcher, and writes down what was started. Throws a UserError if another window
 * is quicker, or if the interpreter cannot be started; then nothing is left.
 */
export async function startLauncher(
  { command, head, launch }: StartInput,
  { host, records }: RecordPorts,
  signal: AbortSignal,
): Promise<Started> {
  const { clusterFile, cluster, node } = head;
  const machine = await host.machine(signal);
  const id = launcherId(clusterFile, machine);
  const createdAt = Date.now();
  const own = (await host.processes(signal)).find(({ pid }) => pid === process.pid);
  const base: Omit<ProcessRecord, 'session' | 'startTicks'> = {
    version: 1,
    id,
    kind: 'launcher',
    clusterFile,
    cluster,
    node,
    host: head.host,
    machine,
    bootId: await host.bootId(signal),
    argv: command.argv,
    logFile: `${await host.stateFolder(signal)}/logs/${id}-${stamp(createdAt)}.log`,
    createdAt,
    launch,
  };
  const intent: ProcessRecord = {
    ...base,
    stage: 'starting',
    ...(own === undefined ? {} : { owner: { pid: own.pid, startTicks: own.startTicks } }),
    session: 0,
    startTicks: 0,
  };
  if (!(await records.create(intent, signal))) {
    throw new UserError(text('Another window is launching the server of {0}.', cluster));
  }
  try {
    await dropOldLogs(host, intent.logFile, signal);
    const marked: Command = { ...command, env: { ...command.env, [recordVariable]: id } };
    const started = await host.spawnDetached(marked, intent.logFile, signal);
    const { session, startTicks } = started;
    const record: ProcessRecord = { ...base, stage: 'started', session, startTicks };
    // Not to be aborted: from here on there is something that must have a name.
    await records.write(record, new AbortController().signal);
    return { record, process: started };
  } catch (error) {
    if (!(await livesMarked(host, id))) await records.remove(id, new AbortController().signal);
    throw error;
  }
}

/** Of the logs of earlier launches the newest are kept: they tell why those failed. */
async function dropOldLogs(host: Host, logFile: string, signal: AbortSignal): Promise<void> {
  const folder = logFile.slice(0, logFile.lastIndexOf('/'));
  const prefix = logFile.slice(folder.length + 1, -stampLength - '.log'.length);
  const logs = (await host.list(folder, signal)).filter(name => name.startsWith(prefix)).sort();
  for (const name of logs.slice(0, -keptLogs)) await host.removeFile(`${folder}/${name}`, signal);
}

const keptLogs = 9;
const stampLength = '20261124-004512'.length;

/** Whether a process of this record's id lives, if its start was reported as failed. */
async function livesMarked(host: Host, id: string): Promise<boolean> {
  return (await host.processes(new AbortController().signal)).some(({ record }) => record === id);
}

/** `20261124-004512`, in UTC, so that names sort by time. */
function stamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
}
