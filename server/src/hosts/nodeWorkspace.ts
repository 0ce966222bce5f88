/** Files of the local disk as features see them. */
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FileFinder, FileText, Workspace } from '../features/workspace';
import { findFiles } from './findFiles';
import { decodeUtf8 } from './utf8';

/** Reads `file:` URIs; whatever is elsewhere does not exist for it. */
export const nodeWorkspace: Workspace & FileFinder = {
  async read(uri: string): Promise<FileText | undefined> {
    const path = localPath(uri);
    if (path === undefined) return undefined;
    try {
      return decodeUtf8(await readFile(path));
    } catch {
      return undefined;
    }
  },

  async list(folderUri: string): Promise<string[]> {
    const path = localPath(folderUri);
    if (path === undefined) return [];
    try {
      const entries = await readdir(path, { withFileTypes: true });
      return entries
        .filter(entry => entry.isFile() || entry.isSymbolicLink())
        .map(entry => `${folderUri}/${encodeURIComponent(entry.name)}`);
    } catch {
      return [];
    }
  },

  find: (folderUris, most) =>
    findFiles(
      folderUris.map(localPath).filter(path => path !== undefined),
      most,
    ),
};

/** Path of a `file:` URI on this machine, or undefined. */
export function localPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
