/**
 * Findings written into the text that they are about, as comment lines under the marked line:
 *
 *     ranks: 8
 *     #      ^ error mesh-world-size (silent): dp 2 = 2 workers, but …
 *
 * A mark line is a `#` at the first column, blanks, then carets under the range, then `severity code (stage): message`.
 * A range at the first column, where the `#` stands, is written `#<^^^^`. `>` in place of carets is an empty range at
 * that column; `…` after the carets is a range that goes on over the next lines. Mark lines are taken out of the text
 * before it is checked.
 */
import type { CheckedFinding, WireRange } from '../../server/src/protocol';

const markLine = /^#(?:<| *)(?:\^+…?|>) (error|warning|information|hint) /;

/** The text without its marks. */
export function withoutMarks(marked: string): string {
  return marked
    .split('\n')
    .filter(line => !markLine.test(line))
    .join('\n');
}

/** The text with a mark for each finding, in the order of lines; what {@link withoutMarks} undoes. */
export function withMarks(text: string, findings: readonly CheckedFinding[]): string {
  return text
    .split('\n')
    .flatMap((line, number) => [
      line,
      ...findings.filter(({ range }) => range.start.line === number).map(finding => mark(line, finding)),
    ])
    .join('\n');
}

function mark(line: string, { range, severity, code, stage, message }: CheckedFinding): string {
  return `#${carets(line, range)} ${severity} ${code} (${stage}): ${message}`;
}

/** Carets under a range, to be put behind the `#` of the first column. */
function carets(line: string, { start, end }: WireRange): string {
  const goesOn = end.line > start.line;
  const width = (goesOn ? line.length : end.character) - start.character;
  const drawn = width <= 0 && !goesOn ? '>' : '^'.repeat(Math.max(1, width)) + (goesOn ? '…' : '');
  return (start.character === 0 ? '<' : ' '.repeat(start.character - 1)) + drawn;
}
