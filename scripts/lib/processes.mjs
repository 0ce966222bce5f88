// Processes by what names them for good: pid and start time.
import { readFileSync } from 'node:fs';

/**
 * Pid and start time (clock ticks since the boot, proc(5)): a pid alone may be another process's the next moment.
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process
 */
export function identity(pid) {
  const stat = read(`/proc/${pid}/stat`);
  if (stat !== undefined) return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  try {
    process.kill(pid, 0);
    return `${pid} -`;
  } catch {
    return undefined;
  }
}

/** @param {string} owner what {@link identity} gave */
export const isAlive = owner => identity(Number(owner.split(' ')[0])) === owner;

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
