// Where things are. Heavy parts live outside the clone, each in a folder named by the hash of what decides its
// content, so that a second clone starts at once and a changed lock file never meets an old folder.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const cacheRoot = path.join(
  process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'),
  'twinkle-vscode',
);

/** Absolute path of something in the clone. */
export const inClone = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);

/**
 * Twelve hex digits that change when one of the files or words does.
 * @param {{ files?: string[], words?: string[] }} of
 */
export function digest({ files = [], words = [] }) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  for (const word of words) hash.update(word).update('\0');
  return hash.digest('hex').slice(0, 12);
}

/**
 * The cache folder of a part.
 * @param {string} name
 * @param {Parameters<typeof digest>[0]} of
 */
export const partFolder = (name, of) => path.join(cacheRoot, `${name}-${digest(of)}`);

/** The Node that the tests and code-server run on, as npm installed it in the clone. */
export const node24 = inClone('node_modules', '.bin', 'node');

/** Puts that Node, and the tools beside it, first on the PATH. @returns {Record<string, string>} */
export function nodeOnPath() {
  return { PATH: `${inClone('node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}` };
}
