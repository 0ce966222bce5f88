// The page of the extension in the editor: docs/extension.md with its pictures inside, as the editor shows no others
// without the network.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inClone } from './paths.mjs';
import { Explained } from './steps.mjs';

const source = 'docs/extension.md';
/** In the clone, for vsce, which packs it as the README of the extension. */
export const extensionPage = 'dist/README.md';

/** Writes the page. */
export function writeExtensionPage() {
  const folder = dirname(inClone(source));
  mkdirSync(dirname(inClone(extensionPage)), { recursive: true });
  writeFileSync(inClone(extensionPage), pageWithPictures(readFileSync(inClone(source), 'utf8'), folder));
}

/**
 * @param {string} markdown
 * @param {string} folder what its pictures are relative to
 * @returns {string} the same with its pictures as data; throws for a link that leads nowhere in an editor
 */
export function pageWithPictures(markdown, folder) {
  return markdown.replace(/(!?)(\[[^\]]*\])\(([^)]+)\)/g, (all, isPicture, words, target) => {
    if (isPicture === '') {
      if (/^(https:\/\/|#)/.test(target)) return all;
      throw new Explained(`${source}: the link to ${target} works only in the repository.`);
    }
    if (!target.endsWith('.png')) throw new Explained(`${source}: ${target} is no PNG.`);
    const data = readFileSync(join(folder, target)).toString('base64');
    return `!${words}(data:image/png;base64,${data})`;
  });
}
