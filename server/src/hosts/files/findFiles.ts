/** Configurations and cluster files below some folders, without those that Git ignores. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kindOfName } from '../../analysis/files/fileKind';
import { skippedFolders } from './checkFiles';
import { Ignored, PatternBudget, type Report } from './ignored';
import { readFolder } from './regularFile';

/** Folders that are looked into: a workspace with more is one where somebody would wait. */
const mostFolders = 5000;

interface Waiting {
  readonly folder: string;
  readonly patterns: () => Ignored;
}

/** URIs, from the folders outward. Links to folders are not followed. */
export async function findFiles(roots: readonly string[], most: number, report: Report): Promise<string[]> {
  const found = new Set<string>();
  const budget = new PatternBudget();
  // Patterns of a folder are read when its turn comes, and are let go of with the last folder below it.
  const waiting: (Waiting | undefined)[] = roots.map(folder => ({
    folder,
    patterns: () => Ignored.at(folder, { folder, patterns: [] }, report, budget),
  }));
  for (let index = 0; index < waiting.length && index < mostFolders; index += 1) {
    const next = waiting[index];
    waiting[index] = undefined;
    if (next === undefined) break;
    const { folder } = next;
    const ignored = next.patterns();
    for (const entry of await readFolder(folder).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        const isSkipped = entry.name.startsWith('.') || skippedFolders.has(entry.name);
        if (!isSkipped && !ignored.has(path, true))
          waiting.push({ folder: path, patterns: () => ignored.within(path) });
      } else if (kindOfName(entry.name) !== undefined && !ignored.has(path, false)) {
        found.add(pathToFileURL(path).href);
        if (found.size >= most) return [...found];
      }
    }
  }
  return [...found];
}
