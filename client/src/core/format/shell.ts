/** Words of a POSIX shell (IEEE Std 1003.1, Shell Command Language, 2.2 Quoting). */

/** The text as one word that the shell leaves as it is. */
export function quote(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  // Between single quotes everything stands for itself, save the single quote.
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A text as the lines of a comment: a newline in it must not begin a command. */
export function comment(line: string): string {
  return line
    .split(/[\r\n]+/)
    .map(part => `# ${part}`.trimEnd())
    .join('\n');
}

/** True for a name that `export` and `env` take. */
export function isVariableName(name: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}
