/**
 * The one place where a file outside of /proc is opened to be read; server/src/hosts/regularFile.ts is its like of the
 * language server. `npm run lint` keeps every other one out.
 */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { text, UserError } from '../core/text';

/**
 * Opens a regular file, without waiting for the writer of a named pipe.
 *
 * @throws UserError for a pipe, a device or a folder; otherwise what the file system says
 */
export async function openRegular(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    if ((await file.stat()).isFile()) return file;
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  throw new UserError(text('{0} is no regular file, so it is not read.', path), text('Remove it.'));
}
