/** Writes a fixed file: all of it or nothing, with the permissions and the byte order mark that it had. */
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';

export interface WrittenFile {
  readonly path: string;
  /** The folder that a link may not lead out of. */
  readonly within: string;
  readonly hasMark: boolean;
}

/** @throws Error of the file system, or for a link out of the folder; the file is then as it was */
export function writeText({ path, within, hasMark }: WrittenFile, text: string): void {
  // Behind a link the file is written, and the link stays one.
  const target = realpathSync(path);
  if (!isWithin(realpathSync(within), target))
    throw new Error(`leads to ${target}, outside of ${resolve(within)}; pass that file to fix it`);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.twinkle-check`);
  try {
    const { mode } = statSync(target);
    // Nobody may read the draft who may not read the file. The second time is for what the umask takes away.
    writeFileSync(draft, `${hasMark ? '\ufeff' : ''}${text}`, { flag: 'wx', mode: mode & 0o777 });
    chmodSync(draft, mode);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Whether a path is in a folder or below. Both without links. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows, from another drive, the way is the path itself.
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) !== way;
}

/** A fixed text with the line breaks of the file, where that has only such as Windows writes. */
export function withItsLineBreaks(before: string, after: string): string {
  return before.includes('\r\n') && !/(?<!\r)\n/.test(before) ? after.replace(/(?<!\r)\n/g, '\r\n') : after;
}
