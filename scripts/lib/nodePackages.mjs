// The clone's node packages, by lock file, with nothing installed that the lock does not name.
import { existsSync, readFileSync } from 'node:fs';
import { locked } from './lock.mjs';
import { inClone, node24 } from './paths.mjs';
import { captured, logged } from './run.mjs';
import { Explained } from './steps.mjs';

/** Runs `npm ci` unless node_modules is already what the lock file says. @param {() => void} [skip] */
export async function nodePackages(skip = () => {}) {
  if (await isInstalled()) {
    skip();
    return;
  }
  await locked(inClone('out', 'node-packages'), async () => {
    if (await isInstalled()) return;
    await logged(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=notice'], { log: 'npm-ci' });
    if (!(await hasNode24()))
      throw new Explained(
        `Node 24 did not come with the packages (node_modules/.bin/node). It exists for Linux on x64 and arm64; this is ${process.platform} on ${process.arch}.`,
      );
  });
}

const isInstalled = async () =>
  isInstalledAsLocked(
    packagesIn(inClone('package-lock.json')),
    // npm writes it when an installation is complete.
    packagesIn(inClone('node_modules', '.package-lock.json')),
  ) && (await hasNode24());

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }>} Packages */

/**
 * Whether exactly the packages of the lock file are installed, whoever installed them. Optional ones may lack: they are
 * for other systems.
 * @param {Packages} wanted the lock file's
 * @param {Packages} installed those of node_modules/.package-lock.json
 */
export function isInstalledAsLocked(wanted, installed) {
  const folders = Object.keys(wanted).filter(folder => folder.startsWith('node_modules/'));
  return (
    folders.length > 0 &&
    folders.every(folder => {
      const [lock, disk] = [wanted[folder], installed[folder]];
      if (disk === undefined) return lock?.optional === true;
      return disk.version === lock?.version && disk.integrity === lock?.integrity;
    }) &&
    Object.keys(installed).every(folder => folder in wanted)
  );
}

/** @returns {Packages} none when the file is not there */
function packagesIn(/** @type {string} */ file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

const hasNode24 = async () => (await captured([node24, '--version']))?.startsWith('v24.') === true;
