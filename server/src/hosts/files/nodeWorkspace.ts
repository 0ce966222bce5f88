/** Files of the local disk as features see them. */
import { readdirSync, type Dirent } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FileFinder, FileText, Workspace } from '../../analysis/files/workspace';
import { findFiles } from './findFiles';
import type { Report } from './ignored';
import { readFolder, readRegular, readRegularSync } from './regularFile';
import { reasonOf, Unreadable } from './unreadable';
import { decodeUtf8 } from './utf8';

/** How files are read: by a server, which others wait for, or by a program that has nothing else to do. */
interface Disk {
  readonly read: (path: string) => Buffer | Promise<Buffer>;
  readonly entries: (path: string) => Dirent[] | Promise<Dirent[]>;
}

const patientDisk: Disk = {
  read: readRegular,
  entries: readFolder,
};

/** It needs none of Node's promises of files, which take 2 ms to load. */
export const waitingDisk: Disk = {
  read: path => readRegularSync(path),
  entries: path => readdirSync(path, { withFileTypes: true }),
};

/**
 * Reads `file:` URIs; whatever is elsewhere does not exist for it.
 *
 * @param report called once for each file that is there and cannot be read
 */
export function nodeWorkspace(report: Report, disk = patientDisk): Workspace & FileFinder {
  const told = new Set<string>();
  const tell = (problem: string) => {
    if (told.has(problem)) return;
    told.add(problem);
    report(problem);
  };
  return {
    async read(uri: string): Promise<FileText | undefined> {
      const path = localPath(uri);
      if (path === undefined) return undefined;
      try {
        return decodeUtf8(await disk.read(path));
      } catch (error) {
        if (!(error instanceof Unreadable && error.isMissing)) tell(`${path}: ${reasonOf(error)}`);
        return undefined;
      }
    },

    async list(folderUri: string): Promise<string[]> {
      const path = localPath(folderUri);
      if (path === undefined) return [];
      try {
        const entries = await disk.entries(path);
        return entries
          .filter(entry => !entry.isDirectory())
          .map(entry => `${folderUri}/${encodeURIComponent(entry.name)}`);
      } catch {
        return [];
      }
    },

    find: (folderUris, most) =>
      findFiles(
        folderUris.map(localPath).filter(path => path !== undefined),
        most,
        tell,
      ),
  };
}

/** Path of a `file:` URI on this machine, or undefined. */
function localPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
