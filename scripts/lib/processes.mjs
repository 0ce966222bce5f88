// Processes by what names them for good: pid and start time, and the mark in the environment of all that a run starts.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Holds the identity of the outermost script of a run, in all processes below it. */
const mark = 'TWINKLE_RUN';

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

/**
 * Marks whatever this script starts from now on, unless it runs below a script that has done so.
 * @returns {string | undefined} the mark of this run; undefined where an outer script looks after it
 */
export function markRun() {
  if (process.env[mark]) return undefined;
  const run = `${identity(process.pid)} ${pidNamespace()}`;
  process.env[mark] = run;
  return run;
}

/** Whether the script of this mark is gone. False for a run in a container: its pids mean nothing here. @param {string} run */
export function isOrphaned(run) {
  const [pid, start, namespace] = run.split(' ');
  return namespace === pidNamespace() && !isAlive(`${pid} ${start}`);
}

function pidNamespace() {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '-';
  }
}

/**
 * Processes that a run started and that still run. A process which overwrites its environment (a Ray worker, a tab of
 * the browser) is not found; it ends with its parent, which is. Nothing is found where there is no /proc.
 * @param {(run: string) => boolean} ofRun
 * @returns {{ pid: number, command: string }[]}
 */
export function startedBy(ofRun) {
  const found = [];
  for (const name of list('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const run = read(`/proc/${name}/environ`)
      ?.split('\0')
      .find(variable => variable.startsWith(`${mark}=`))
      ?.slice(mark.length + 1);
    if (run === undefined || run === '' || !ofRun(run)) continue;
    const command = read(`/proc/${name}/cmdline`)?.replaceAll('\0', ' ').trim();
    // A zombie has no command line: it has ended, and its parent has not looked yet.
    if (command) found.push({ pid, command: command.slice(0, 120) });
  }
  return found;
}

/**
 * Ends what {@link startedBy} finds, first politely.
 * @param {(run: string) => boolean} ofRun
 * @param {{ graceMs: number }} options time between SIGTERM and SIGKILL
 * @returns {Promise<string[]>} what had to be ended, in words
 */
export async function endStartedBy(ofRun, { graceMs }) {
  const words = new Map(startedBy(ofRun).map(({ pid, command }) => [pid, `${pid} ${command}`]));
  for (const pid of words.keys()) signal(pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  for (let left = startedBy(ofRun); left.length > 0; left = startedBy(ofRun)) {
    if (Date.now() > deadline) for (const { pid } of left) signal(pid, 'SIGKILL');
    // Not even SIGKILL ends a process that waits for a broken disk; nobody waits for it here.
    if (Date.now() > deadline + 5000) break;
    await sleep(100);
  }
  return [...words.values()];
}

function signal(/** @type {number} */ pid, /** @type {NodeJS.Signals} */ name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}

function list(/** @type {string} */ folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
