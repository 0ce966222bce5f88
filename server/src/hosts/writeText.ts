/** Writes a fixed file: all of it or nothing, with the permissions and the byte order mark that it had. */
import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** @throws Error of the file system; the file is then as it was */
export function writeText(path: string, text: string, hasMark: boolean): void {
  // Behind a link the file is written, and the link stays one.
  const target = realpathSync(path);
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.twinkle-check`);
  try {
    writeFileSync(draft, `${hasMark ? '\ufeff' : ''}${text}`, { flag: 'wx' });
    chmodSync(draft, statSync(target).mode);
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** A fixed text with the line breaks of the file, where that has only such as Windows writes. */
export function withItsLineBreaks(before: string, after: string): string {
  return before.includes('\r\n') && !/(?<!\r)\n/.test(before) ? after.replace(/(?<!\r)\n/g, '\r\n') : after;
}
