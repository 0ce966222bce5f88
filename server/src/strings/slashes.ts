/** A prefix or folder without the slashes at its end, in one pass: a value may be as long as a file. */
export function withoutSlashesAtEnd(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}
