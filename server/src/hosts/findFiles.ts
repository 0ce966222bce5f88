/** Configurations and cluster files below some folders, without those that Git ignores. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kindOfName } from '../features/fileKind';
import { skippedFolders } from './checkFiles';
import { Ignored, type Report } from './ignored';

/** Folders that are looked into: a workspace with more is one where somebody would wait. */
const mostFolders = 5000;

/** URIs, from the folders outward. Links to folders are not followed. */
export async function findFiles(roots: readonly string[], most: number, report: Report): Promise<string[]> {
  const found = new Set<string>();
  const waiting = roots.map(path => ({
    path,
    ignored: Ignored.at(path, { folder: path, patterns: [] }, report),
  }));
  for (let index = 0; index < waiting.length && index < mostFolders; index += 1) {
    const { path: folder, ignored } = waiting[index] ?? {};
    if (folder === undefined || ignored === undefined) break;
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        const isSkipped = entry.name.startsWith('.') || skippedFolders.has(entry.name);
        if (!isSkipped && !ignored.has(path, true)) waiting.push({ path, ignored: ignored.within(path) });
      } else if (kindOfName(entry.name) !== undefined && !ignored.has(path, false)) {
        found.add(pathToFileURL(path).href);
        if (found.size >= most) return [...found];
      }
    }
  }
  return [...found];
}
