/**
 * Which of a machine's processes belong to a record, and in which order they are ended. The rule of this file: what is
 * not proven to be ours is not touched.
 */
import type { ProcessInfo } from './host';
import type { ProcessRecord } from '../records/record';

/** What lives of one record. */
export interface RecordProcesses {
  readonly members: readonly ProcessInfo[];
  /** In the record's session, but nothing proves that this is still the session that was recorded. */
  readonly strays: readonly ProcessInfo[];
}

/**
 * The processes of a record. A process belongs to it if it carries the record's id in its environment, or lives in the
 * record's session while something proves that the session is still that one, or descends from such a process; and
 * never if it is older than the record's first process. Nothing of another boot belongs to it.
 */
export function processesOf(
  record: ProcessRecord,
  processes: readonly ProcessInfo[],
  bootId: string,
): RecordProcesses {
  if (record.bootId !== bootId) return { members: [], strays: [] };
  const candidates = processes.filter(({ startTicks }) => startTicks >= record.startTicks);
  const marked = candidates.filter(process => process.record === record.id);
  const inSession = sessionOf(record, candidates);
  const proven = inSession.some(process => isProof(record, process));
  const members = withDescendants([...marked, ...(proven ? inSession : [])], candidates);
  const known = new Set(members);
  return { members, strays: proven ? [] : inSession.filter(process => !known.has(process)) };
}

/** Those that carry the record's session number, unless the number has gone to another session since. */
function sessionOf(record: ProcessRecord, candidates: readonly ProcessInfo[]): readonly ProcessInfo[] {
  if (record.session === 0) return [];
  const leader = candidates.find(({ pid }) => pid === record.session);
  if (leader !== undefined && leader.startTicks !== record.startTicks) return [];
  return candidates.filter(({ session }) => session === record.session);
}

/** The first process itself, one with the record's id, or a program of Ray that names this cluster's address. */
function isProof(record: ProcessRecord, { pid, startTicks, record: id, argv }: ProcessInfo): boolean {
  if (pid === record.session && startTicks === record.startTicks) return true;
  if (id === record.id) return true;
  const address = record.ray?.address;
  return address !== undefined && gcsAddressOf(argv) === address;
}

function withDescendants(
  roots: readonly ProcessInfo[],
  candidates: readonly ProcessInfo[],
): readonly ProcessInfo[] {
  const found = new Set(roots);
  for (let grew = true; grew;) {
    const pids = new Map([...found].map(process => [process.pid, process]));
    const children = candidates.filter(child => {
      const parent = pids.get(child.parent);
      return parent !== undefined && !found.has(child) && child.startTicks >= parent.startTicks;
    });
    for (const child of children) found.add(child);
    grew = children.length > 0;
  }
  return [...found];
}

/** The raylet: while it lives, the node does. */
export function isRaylet({ argv }: ProcessInfo): boolean {
  return program(argv) === 'raylet';
}

export function isGcsServer({ argv }: ProcessInfo): boolean {
  return program(argv) === 'gcs_server';
}

/** `ip:port` of the GCS, from the flag that raylet, log monitor and dashboard are started with (ray 2.60). */
export function gcsAddressOf(argv: readonly string[]): string | undefined {
  return flag(argv, '--gcs-address');
}

/** Folder of Ray's session, with its logs, as gcs_server and log monitor are told it (ray 2.60). */
export function sessionFolderOf(argv: readonly string[]): string | undefined {
  return flag(argv, '--session-dir');
}

/** The raylet has the address inside the command for its workers, which is one word of its argv. */
function flag(argv: readonly string[], name: string): string | undefined {
  const start = `${name}=`;
  const words = argv.flatMap(word => word.split(' '));
  return words.find(word => word.startsWith(start))?.slice(start.length);
}

function program(argv: readonly string[]): string | undefined {
  return argv[0]?.slice(argv[0].lastIndexOf('/') + 1);
}

/** One step of ending a node: who gets a signal to end, and how long that may take before it is killed. */
export interface StopPhase {
  readonly applies: (process: ProcessInfo) => boolean;
  /** Milliseconds. */
  readonly graceMs: number;
}

/**
 * The order in which Ray itself ends a node (ray 2.60, scripts/scripts.py `stop`): the raylet, which ends its workers;
 * then all others; the GCS last, since the others report to it. A `ray start` that is still at work comes before all,
 * or it would start more.
 */
export function stopPhases(record: ProcessRecord): readonly StopPhase[] {
  return [
    { applies: ({ pid }) => pid === record.session, graceMs: 2_000 },
    { applies: isRaylet, graceMs: 15_000 },
    { applies: process => !isGcsServer(process), graceMs: 8_000 },
    { applies: () => true, graceMs: 8_000 },
  ];
}

/** Such as `raylet (pid 123)`, for messages. */
export function describeProcess({ pid, argv }: ProcessInfo): string {
  return `${program(argv) ?? '?'} (pid ${pid})`;
}
