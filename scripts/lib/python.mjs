// The Python environment that demo and tests run Ray and Twinkle in.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { locked } from './lock.mjs';
import { inClone, partFolder } from './paths.mjs';
import { captured, logged } from './run.mjs';
import { Explained } from './steps.mjs';

const lockFile = inClone('scripts', 'lock', 'python.txt');

/** The system's own last: a version manager may have put another Python before it on the PATH. */
const candidates = ['python3.11', 'python3', 'python', '/usr/bin/python3.11'];

/**
 * Makes the environment unless it is there.
 * @param {() => void} skip
 * @returns {Promise<string>} its interpreter
 */
export async function pythonEnvironment(skip) {
  const base = await basePython();
  if (base === undefined)
    throw new Explained(
      `Python 3.11 with its venv module is missing (looked for ${candidates.join(', ')}).\nOn Debian 12: apt-get install python3.11 python3.11-venv`,
    );
  const folder = partFolder('python', { files: [lockFile], words: ['3.11'] });
  const interpreter = path.join(folder, 'bin', 'python');
  const complete = path.join(folder, 'complete');
  // The interpreter is a link to the Python that made the environment, and that may have been removed since.
  const isThere = async () =>
    existsSync(complete) && (await captured([interpreter, '--version'])) !== undefined;
  if (await isThere()) {
    skip();
    return interpreter;
  }
  await locked(folder, async () => {
    if (await isThere()) return;
    rmSync(folder, { recursive: true, force: true });
    // A virtual environment cannot be moved, so it is made in its place and the stamp is written last.
    await logged([base, '-m', 'venv', folder], { log: 'python' });
    const pip = [interpreter, '-m', 'pip', '--disable-pip-version-check', 'install', '--quiet', '--no-input'];
    // torch comes first and alone: a resolver that chooses among its builds would bring gigabytes of CUDA.
    await logged([...pip, 'torch==2.13.0'], { log: 'python' });
    await logged([...pip, '--no-deps', '--requirement', lockFile], { log: 'python' });
    await logged([interpreter, '-c', 'import ray, twinkle, tinker'], { log: 'python' });
    writeFileSync(complete, '');
  });
  return interpreter;
}

/** The command of a Python 3.11 that can make environments, or undefined. */
export async function basePython() {
  for (const command of candidates) {
    const version = await captured([
      command,
      '-c',
      'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])',
    ]);
    if (version === '3.11') return command;
  }
  return undefined;
}
