/**
 * Files and folders that decide what is run and ended, such as records: they must be this user's own, and nobody else
 * may be able to change them. The rules are those of sshd for its key files, except for parents (see {@link ownFolder}).
 */
import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { lstat, open, readlink, type FileHandle } from 'node:fs/promises';
import { dirname, isAbsolute, sep } from 'node:path';
import type { FileFault, OwnFile } from '../core/machine/host';
import { quote } from '../core/format/shell';
import { text, UserError } from '../core/text/text';

/** Never waits for the other end of a FIFO, and never follows a link that stands at the path itself. */
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
/**
 * Appends. Waits for no reader of a FIFO, and follows no link at the path itself: it could name any file of this user.
 * On a regular file O_NONBLOCK has no effect, for those that inherit it neither.
 */
const appendFlags =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK | constants.O_NOFOLLOW;
/** As Linux itself does (path_resolution(7)). */
const mostLinks = 40;

/** Opens what stands at the path itself; undefined if there is nothing. */
async function openWithoutLinks(path: string): Promise<FileHandle | 'link' | undefined> {
  try {
    return await open(path, readFlags);
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (isLink(error)) return 'link';
    throw error;
  }
}

/** Opens a regular file for reading; undefined if there is none. Throws a UserError for anything else, links too. */
export async function openRegular(path: string): Promise<{ file: FileHandle; stats: Stats } | undefined> {
  const file = await openWithoutLinks(path);
  if (file === undefined) return undefined;
  if (file === 'link') throw new UserError(text('{0} is a link and not a regular file.', path));
  const stats = await file.stat();
  if (stats.isFile()) return { file, stats };
  await file.close();
  throw new UserError(text('{0} is not a regular file.', path));
}

/**
 * Opens a log for what a process writes, and creates it (mode 0600) if there is none. Gives its descriptor, which the
 * caller closes. Throws a UserError for anything but a regular file that this user alone can change.
 *
 * @param uid of this user; undefined on a system without users, where only the kind of the file is checked
 */
export function openLog(path: string, uid = process.geteuid?.()): number {
  let descriptor;
  try {
    descriptor = openSync(path, appendFlags, 0o600);
  } catch (error) {
    const fault = isLink(error) ? linkFault(path) : isWithoutReader(error) ? kindFault(path) : undefined;
    if (fault !== undefined) throw new UserError(fault.what, fault.remedy, undefined, { cause: error });
    throw error;
  }
  const stats = fstatSync(descriptor);
  const fault = stats.isFile() ? faultOf(path, stats, uid) : kindFault(path);
  if (fault === undefined) return descriptor;
  closeSync(descriptor);
  throw new UserError(fault.what, fault.remedy);
}

/** See `Host.readOwn`. @param uid of this user; undefined on a system without users, where nothing is checked. */
export async function readOwn(
  path: string,
  maxBytes: number,
  uid = process.geteuid?.(),
): Promise<OwnFile | FileFault | undefined> {
  const file = await openWithoutLinks(path);
  if (file === undefined) return undefined;
  if (file === 'link') return linkFault(path);
  try {
    const stats = await file.stat();
    const fault = stats.isFile() ? faultOf(path, stats, uid) : kindFault(path);
    if (fault !== undefined) return fault;
    const bytes = Buffer.alloc(Math.min(maxBytes, stats.size));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return { bytes: bytes.subarray(0, bytesRead) };
  } finally {
    await file.close();
  }
}

/**
 * See `Host.folderFault`. Parents may be writable by others: whoever renames one can take the folder away, but what is
 * put in its place is then not ours, and refused. Links among them must be ours or root's.
 */
export async function ownFolder(path: string, uid = process.geteuid?.()): Promise<FileFault | undefined> {
  const fault = await parentFault(dirname(path), uid);
  if (fault !== undefined) return fault;
  const stats = await statsOf(path);
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) return linkFault(path);
  return stats.isDirectory() ? faultOf(path, stats, uid) : kindFault(path);
}

/** Walks the path as the kernel does, and looks at each link on the way. */
async function parentFault(path: string, uid: number | undefined): Promise<FileFault | undefined> {
  const ahead = path.split(sep);
  let at = '';
  for (let links = 0; ahead.length > 0 && links <= mostLinks;) {
    const name = ahead.shift() ?? '';
    if (name === '' || name === '.') continue;
    if (name === '..') {
      at = dirname(at || sep) === sep ? '' : dirname(at);
      continue;
    }
    const next = `${at}${sep}${name}`;
    const stats = await statsOf(next);
    if (stats === undefined) return undefined;
    if (!stats.isSymbolicLink()) {
      at = next;
      continue;
    }
    if (uid !== undefined && stats.uid !== uid && stats.uid !== 0) return ownerFault(next, stats);
    const target = await readlink(next);
    if (isAbsolute(target)) at = '';
    ahead.unshift(...target.split(sep));
    links += 1;
  }
  return undefined;
}

function faultOf(path: string, stats: Stats, uid: number | undefined): FileFault | undefined {
  if (uid === undefined) return undefined;
  if (stats.uid !== uid) return ownerFault(path, stats);
  if ((stats.mode & 0o022) === 0) return undefined;
  const mode = (stats.mode & 0o7777).toString(8).padStart(4, '0');
  return {
    what: text('{0} is not used: other users can change it (mode {1}).', path, mode),
    remedy: text('Check its content, then run: {0}', `chmod go-w -- ${quote(path)}`),
  };
}

function ownerFault(path: string, stats: Stats): FileFault {
  const what = text('{0} is not used: it belongs to another user (uid {1}).', path, stats.uid);
  return stats.isDirectory()
    ? {
        what,
        remedy: text(
          'Set TWINKLE_STATE_HOME to a folder of your own, or run: {0}',
          `mv -- ${quote(path)} ${quote(`${path}.other`)}`,
        ),
      }
    : { what, remedy: removal(path) };
}

function linkFault(path: string): FileFault {
  return {
    what: text('{0} is not used: it is a link, and its target may change.', path),
    remedy: removal(path),
  };
}

function kindFault(path: string): FileFault {
  return {
    what: text(
      '{0} is not used: a regular file or a folder is expected here, and it is something else.',
      path,
    ),
    remedy: removal(path),
  };
}

function removal(path: string) {
  return text('If you do not need it, run: {0}', `rm -- ${quote(path)}`);
}

async function statsOf(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A FIFO that nothing reads, or a socket. */
function isWithoutReader(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENXIO';
}

/** Linux says ELOOP for a link at the path itself, FreeBSD EMLINK. */
function isLink(error: unknown): boolean {
  return ['ELOOP', 'EMLINK'].includes((error as NodeJS.ErrnoException).code ?? '');
}

export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
