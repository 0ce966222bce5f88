// One builder at a time for a cache folder, also when two clones start together.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Explained } from './steps.mjs';

/**
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(folder, work) {
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  const deadline = Date.now() + 30 * 60_000;
  while (!take(lock)) {
    if (Date.now() > deadline)
      throw new Explained(
        `Another run holds ${lock} for 30 minutes. If none is at work, remove that folder.`,
      );
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function take(/** @type {string} */ lock) {
  try {
    mkdirSync(lock);
    writeFileSync(`${lock}/owner`, identity(process.pid) ?? '');
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    const owner = read(`${lock}/owner`);
    // Empty: its owner is between the two calls above.
    if (owner === undefined || owner === '') return false;
    const pid = Number(owner.split(' ')[0]);
    if (identity(pid) !== owner) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

/** Pid and start time, which name a process for good; undefined when there is none. */
function identity(/** @type {number} */ pid) {
  const stat = read(`/proc/${pid}/stat`);
  if (stat !== undefined) return `${pid} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  try {
    process.kill(pid, 0);
    return `${pid} -`;
  } catch {
    return undefined;
  }
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
