/**
 * Undoes what Rich does to a traceback (typer with rich installed): a box of the terminal's width around each
 * traceback, and the exception's message below it wrapped at that width.
 */

/** The lines without boxes, with wrapped messages in one line again. */
export function unboxed(lines: readonly string[]): readonly string[] {
  const out: string[] = [];
  let width = 0;
  let usage = false;
  /** The line of the message that was read last, as it stood in the log; undefined outside a message. */
  let last: string | undefined;
  for (const line of lines) {
    const bare = line.trimEnd();
    if (/^[╭╰]─.*[╮╯]$|^\+-.*-\+$/.test(bare)) {
      width = bare.length;
      last = '';
      usage = /^[╭+]-?─? ?Error /.test(bare);
    } else if (isInBox(bare, width)) {
      // A box titled `Error` reports a wrong command line, in words that stand nowhere else.
      if (usage) out.push(`error: ${bare.slice(1, -1).trim()}`);
    } else {
      const joined =
        last === undefined || last === '' ? undefined : join(out.at(-1) ?? '', last, bare, width);
      if (joined === undefined) out.push(bare);
      else out[out.length - 1] = joined;
      last = last === undefined || bare === '' ? undefined : bare;
    }
  }
  return out;
}

function isInBox(line: string, width: number): boolean {
  return width > 0 && /^[│|] .*[│|]$/.test(line);
}

/** `line` put behind the message, if it is there only because the line above it was full. */
function join(message: string, last: string, line: string, width: number): string | undefined {
  const length = last.length;
  const word = line.split(' ', 1)[0] ?? '';
  if (word === '') return undefined;
  // A word that is longer than the line is cut where the line ends, and goes on without a space.
  if (length === width) return message + line;
  return length + 1 + word.length > width ? `${message} ${line}` : undefined;
}
