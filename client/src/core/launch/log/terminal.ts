/** One line of a log as a terminal would show it: no colors, and what a carriage return writes over is gone. */

/** Colors, titles, links and other sequences; a part of `\x1b[K` has a group of its own: it erases. */
const sequence =
  /\u001b(?:\[(?<erase>[0-2]?)K|\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;
const special = /[\u001b\r\b]/;
/** Stands for "erase to the end of the line", and is in no log: the line feed ends lines. */
const erase = '\n';

/** A line without its line feed. Linear in its length. */
export function asShown(line: string): string {
  if (!special.test(line)) return line;
  const bare = line.replace(sequence, (_, kind: string | undefined) =>
    kind === undefined ? '' : kind === '' || kind === '0' ? erase : kind === '2' ? `\r${erase}` : '',
  );
  const parts = bare.split('\r');
  if (parts.length === 1 && !bare.includes('\b') && !bare.includes(erase)) return bare;
  let shown = '';
  for (const part of parts) shown = over(shown, part);
  return shown;
}

/** What stands in the line when `part` is written from its first column on. */
function over(before: string, part: string): string {
  const segments = part.split(erase);
  let written = '';
  let rest = before;
  for (const [index, segment] of segments.entries()) {
    if (index > 0) rest = '';
    written = segment.includes('\b') ? backspaced(written, segment) : written + segment;
  }
  return written + rest.slice(written.length);
}

function backspaced(before: string, segment: string): string {
  const out = Array.from(before);
  for (const character of segment) {
    if (character === '\b') out.pop();
    else out.push(character);
  }
  return out.join('');
}
