/** Processes and sockets as Linux tells them in /proc (proc(5)). */
import { readFileSync, statSync as fileStatSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { recordVariable } from '../core/records/record';
import type { ProcessInfo } from '../core/machine/host';
import { parseSockets } from './procNet';

/** Another one after each start of the machine. */
export async function bootId(signal: AbortSignal): Promise<string> {
  return (await readFile('/proc/sys/kernel/random/boot_id', { encoding: 'utf8', signal })).trim();
}

/** What `/proc/<pid>/stat` says about a process. */
export interface ProcessStat {
  readonly state: string;
  readonly parent: number;
  readonly session: number;
  readonly startTicks: number;
}

/** Parses one line of `/proc/<pid>/stat`. The name, in parentheses, may itself hold spaces and parentheses. */
export function parseStat(line: string): ProcessStat | undefined {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  // The first of these is field 3 of proc(5).
  const [state, parent, , session] = fields;
  const startTicks = fields[19];
  if (state === undefined || startTicks === undefined) return undefined;
  return { state, parent: Number(parent), session: Number(session), startTicks: Number(startTicks) };
}

/** Now and without waiting: also a process that ended just now, and was not yet waited for, is still told of. */
export function statSync(pid: number): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return undefined;
  }
}

/** A zombie has ended: it waits for its parent, and in a container without an init it may wait for ever. */
export function lives(stat: ProcessStat | undefined): stat is ProcessStat {
  return stat !== undefined && stat.state !== 'Z' && stat.state !== 'X';
}

/**
 * Processes read between two pauses. Reads of /proc need no disk: one costs some microseconds, a tenth of what it costs
 * to hand it to another thread, and so many hold nobody up.
 */
const batch = 64;

/** All processes that live. One that ends while it is read is left out. */
export async function listProcesses(): Promise<readonly ProcessInfo[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const found: ProcessInfo[] = [];
  for (const [index, pid] of pids.entries()) {
    if (index % batch === batch - 1) await setImmediate();
    const process = readProcess(pid);
    if (process !== undefined) found.push(process);
  }
  return found;
}

function readProcess(pid: number): ProcessInfo | undefined {
  const stat = statSync(pid);
  if (!lives(stat)) return undefined;
  const record = isOwn(pid) ? variable(read(`/proc/${pid}/environ`), recordVariable) : undefined;
  return {
    pid,
    parent: stat.parent,
    session: stat.session,
    startTicks: stat.startTicks,
    argv: splitZero(read(`/proc/${pid}/cmdline`)),
    ...(record === undefined ? {} : { record }),
  };
}

/** Root can read the environment of everybody, and a mark that another user has set proves nothing. */
function isOwn(pid: number): boolean {
  try {
    return fileStatSync(`/proc/${pid}`).uid === process.geteuid?.();
  } catch {
    return false;
  }
}

/** Empty where it cannot be read: environments of other users, or a process that is gone by now. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function splitZero(text: string): string[] {
  const parts = text.split('\0');
  // The list ends with a zero; one that a process wrote over its own argv may end with many.
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

/** Only the one variable leaves this function: environments hold secrets. */
function variable(environment: string, name: string): string | undefined {
  const start = `${name}=`;
  return environment
    .split('\0')
    .find(entry => entry.startsWith(start))
    ?.slice(start.length);
}

/** The process that listens on a TCP port; undefined where nobody does, or it is of another user. */
export async function listenerOf(port: number): Promise<number | undefined> {
  const tables = [read('/proc/net/tcp'), read('/proc/net/tcp6')];
  const sockets = new Set(tables.flatMap(table => listeners(table, port)).map(inode => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const open = await openFiles(pid);
    if (open.some(file => sockets.has(file))) return Number(pid);
  }
  return undefined;
}

/** Inodes of the sockets that listen on the port, of a table such as /proc/net/tcp. */
export function listeners(table: string, port: number): string[] {
  return parseSockets(table)
    .filter(({ isListening, local }) => isListening && local.port === port)
    .map(({ inode }) => String(inode));
}

async function openFiles(pid: string): Promise<readonly string[]> {
  try {
    const names = await readdir(`/proc/${pid}/fd`);
    return await Promise.all(names.map(name => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  } catch {
    return [];
  }
}
