// Notices of the packages that are bundled into the products, which their licenses ask for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inClone } from './paths.mjs';
import { Explained } from './steps.mjs';

const head = `This program includes the following packages, each with its license and other notices of its authors.`;
const rule = '-'.repeat(80);

/**
 * Folders of the packages of which something is in a product, by name.
 * @param {Pick<import('esbuild').Metafile, 'outputs'>[]} metafiles
 * @returns {string[]} such as `node_modules/yaml`, relative to the clone
 */
export function bundledPackages(metafiles) {
  const folders = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    // The last one: a package may bring another version of its own.
    .map(([path]) => /^.*(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0])
    .filter(folder => folder !== undefined);
  const order = (/** @type {string} */ folder) => `${nameOf(folder)} ${folder}`;
  return [...new Set(folders)].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/**
 * The text of a ThirdPartyNotices.txt.
 * @param {string[]} folders as {@link bundledPackages} gives them
 * @param {string} [root] what they are relative to
 */
export function noticesOf(folders, root = inClone()) {
  return [head, ...folders.map(folder => noticeOf(join(root, folder)))].join(`\n\n${rule}\n\n`) + '\n';
}

/** @param {string} folder */
function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = (/** @type {RegExp} */ pattern) =>
    readdirSync(folder)
      .filter(file => pattern.test(file))
      .sort()
      .map(file => readFileSync(join(folder, file), 'utf8').replace(/\r\n?/g, '\n').trim());
  const licenses = texts(/^(licen[cs]e|copying)([-.]|$)/i);
  if (licenses.length === 0)
    throw new Explained(
      `${name} ${version} is bundled and has no license file in ${folder}: take another package, or ask its authors for one.`,
    );
  const more = texts(/^(notice|third-?party-?notices?)([-.]|$)/i);
  return [`${name} ${version} (${license})`, ...licenses, ...more].join('\n\n');
}

/** @param {string} folder */
function nameOf(folder) {
  return folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
