/** What the kernel counted for a running process, from Linux's /proc. */
import { readFileSync, readdirSync } from 'node:fs';

/**
 * CPU time of all threads of a process, in milliseconds. From `schedstat`, which counts nanoseconds: the ticks of
 * `stat` are 10 ms, longer than an edit takes.
 */
export function cpuMilliseconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map(thread => {
    try {
      return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      return 0; // the thread ended between the listing and the reading
    }
  });
  return nanoseconds.reduce((sum, value) => sum + value, 0) / 1e6;
}

/** Resident memory now, in megabytes. */
export function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1000;
}
