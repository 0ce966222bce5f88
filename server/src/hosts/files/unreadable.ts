/** Why a file is not read, in words for people. */
import { lstatSync, readlinkSync, realpathSync, type Stats } from 'node:fs';

/** A file that is not read; the message says why and what helps, and goes behind the path. */
export class Unreadable extends Error {
  constructor(
    message: string,
    /** True where nothing has this name, not even a link that leads nowhere. */
    readonly isMissing = false,
  ) {
    super(message);
  }
}

/** @throws {@link Unreadable} unless the path leads to a regular file */
export function refuseOther(stats: Stats, path: string): void {
  if (stats.isFile()) return;
  const link = linkOf(path);
  throw new Unreadable(
    `${link === undefined ? `is ${kindOf(stats)}` : `is a link to ${link}, ${kindOf(stats)}`}, not a regular file; remove it, or exclude it`,
  );
}

/**
 * Linux shows its own state as regular files, such as the environment of this process with its secrets in
 * /proc/self/environ. No configuration is there, only a link to it.
 *
 * @throws {@link Unreadable} for what is below /proc or /sys, through however many links
 */
export function refuseSystemState(path: string): void {
  if (process.platform !== 'linux') return;
  const real = realpathSync(path);
  if (/^\/(proc|sys)\//.test(real))
    throw new Unreadable(
      `leads to ${real}, which is not a file on a disk but system state; remove it, or exclude it`,
    );
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a named pipe';
  return stats.isSocket() ? 'a socket' : 'a device';
}

/** Where a link leads, as it is written; undefined for what is none. */
function linkOf(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied; let this user read it, or exclude it',
  EPERM: 'permission denied; let this user read it, or exclude it',
  ENOTDIR: 'a part of the path is not a folder',
  ELOOP: 'too many links; they may lead to one another',
  EAGAIN: 'has no content to read, so it is not a regular file; remove it, or exclude it',
};

/** Any error of opening or reading, in words. */
export function unreadable(error: unknown, path: string): Unreadable {
  if (error instanceof Unreadable) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') {
    const link = linkOf(path);
    if (link === undefined) return new Unreadable('no such file or folder', true);
    return new Unreadable(`is a link to ${link}, which does not exist; correct the link, or remove it`);
  }
  return new Unreadable(reasonOf(error));
}

/** Why the file system refuses something, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
