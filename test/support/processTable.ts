/** The processes of this machine, read by the tests themselves: what the keeper says is compared with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'vitest';
import type { ProcessInfo } from '../../client/src/core/machine/keeper';
import { recordVariable } from '../../client/src/core/records/processRecord';

/** All that live; zombies do not. */
export function processTable(): readonly ProcessInfo[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(name => processOf(Number(name)))
    .filter(process => process !== undefined);
}

/** Undefined once it has ended. */
export function processOf(pid: number): ProcessInfo | undefined {
  const stat = read(pid, 'stat');
  // The name stands in parentheses, and may hold spaces and parentheses of its own.
  const [state = 'Z', parent, , session, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (stat === '' || state === 'Z' || state === 'X') return undefined;
  const mark = read(pid, 'environ')
    .split('\0')
    .find(entry => entry.startsWith(`${recordVariable}=`))
    ?.slice(recordVariable.length + 1);
  return {
    pid,
    parent: Number(parent),
    session: Number(session),
    // Field 22 of proc_pid_stat(5); the session is the sixth.
    startTicks: Number(rest[15]),
    argv: read(pid, 'cmdline').replace(/\0+$/, '').split('\0'),
    ...(mark === undefined ? {} : { record: mark }),
  };
}

/** Ends a process, if it is still this one. */
export function kill({ pid, startTicks }: Pick<ProcessInfo, 'pid' | 'startTicks'>): void {
  if (processOf(pid)?.startTicks !== startTicks) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended in between.
  }
}

/** Ends a process, and returns when it has ended: a signal takes its time on a busy machine. */
export async function killed(process: Pick<ProcessInfo, 'pid' | 'startTicks'>): Promise<void> {
  kill(process);
  await expect.poll(() => processOf(process.pid)?.startTicks === process.startTicks).toBe(false);
}

/** True if a listener can be opened on the port of all interfaces. */
export function portFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    });
    server.listen(port, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** A port that nothing listens on now. */
export async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

export function isGcsServer({ argv }: Pick<ProcessInfo, 'argv'>): boolean {
  return argv[0]?.endsWith('/gcs_server') === true;
}
