// Earlier releases of twinkle-kit and OmegaConf, each importable by putting its folder first on PYTHONPATH.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { locked } from './lock.mjs';
import { inClone, partFolder } from './paths.mjs';
import { logged } from './run.mjs';

const lockFile = inClone('scripts', 'lock', 'releases.txt');

/** What pip is asked for, such as `twinkle-kit==0.4.0`; also the name of its folder. */
export const releases = readFileSync(lockFile, 'utf8')
  .split('\n')
  .filter(line => /^[a-z]/.test(line));

/**
 * Fetches them unless they are there: about half a megabyte each, without what they depend on.
 * @param {string} interpreter whose environment has all that they need
 * @param {() => void} skip
 * @returns {Promise<string>} the folder that holds one folder for each
 */
export async function earlierReleases(interpreter, skip) {
  const folder = partFolder('releases', { files: [lockFile] });
  const complete = path.join(folder, 'complete');
  if (existsSync(complete)) {
    skip();
    return folder;
  }
  await locked(folder, async () => {
    if (existsSync(complete)) return;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const pip = [interpreter, '-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-input'];
    for (const release of releases)
      await logged([...pip, '--no-deps', '--no-compile', '--target', path.join(folder, release), release], {
        log: 'python',
      });
    writeFileSync(complete, '');
  });
  return folder;
}
