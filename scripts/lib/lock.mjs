// One builder at a time for a folder, also when two runs start together.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identity, isAlive } from './processes.mjs';
import { Explained } from './steps.mjs';

let attempts = 0;

/**
 * @template T
 * @param {string} folder need not be there
 * @param {() => Promise<T>} work
 * @param {{ busy?: string }} [options] `busy`: said, instead of waiting, where another run holds the lock
 * @returns {Promise<T>}
 */
export async function locked(folder, work, { busy } = {}) {
  const lock = `${folder}.lock`;
  mkdirSync(dirname(folder), { recursive: true });
  const deadline = Date.now() + 30 * 60_000;
  for (let attempt = 0; !take(lock); attempt += 1) {
    // The first attempt may have removed the lock of a run that died.
    if (busy !== undefined && attempt > 0) throw new Explained(busy);
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

/** The folder appears with its owner's name in it, in one step: renaming onto a folder that holds something fails. */
function take(/** @type {string} */ lock) {
  const mine = `${lock}-${process.pid}-${(attempts += 1)}`;
  mkdirSync(mine);
  writeFileSync(`${mine}/owner`, identity(process.pid) ?? '');
  try {
    renameSync(mine, lock);
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(lock);
  if (owner !== undefined && !isAlive(owner)) remove(lock, owner, mine);
  return false;
}

/** Removes the lock of a run that died, and no newer one that has taken its place in the meantime. */
function remove(/** @type {string} */ lock, /** @type {string} */ owner, /** @type {string} */ aside) {
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (ownerOf(aside) === owner) rmSync(aside, { recursive: true, force: true });
  else renameSync(aside, lock);
}

function ownerOf(/** @type {string} */ lock) {
  try {
    return readFileSync(`${lock}/owner`, 'utf8');
  } catch {
    return undefined;
  }
}
