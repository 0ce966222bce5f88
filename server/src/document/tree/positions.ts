/** Offsets and LSP positions: lines end at LF, CR LF or CR, characters are UTF-16 code units. */
import type { WirePosition, WireRange } from '../../protocol';
import type { Span } from './span';
import type { ParsedDocument } from './tree';

type Lines = Pick<ParsedDocument, 'text' | 'lineStarts'>;

/** Offset of the first character of each line, at most of `limit` lines; the first line starts at 0. */
export function lineStartsOf(text: string, limit = Number.POSITIVE_INFINITY): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1 && starts.length < limit; at = text.indexOf('\n', at + 1))
      starts.push(at + 1);
    return starts;
  }
  for (let index = 0; index < text.length && starts.length < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return starts;
}

/** Index of the line that an offset is on. */
export function lineAt({ lineStarts }: Pick<Lines, 'lineStarts'>, offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where the columns of a line begin: a byte order mark at the start of the text takes none. */
export function marginOf({ text, lineStarts }: Lines, line: number): number {
  return line === 0 && text.startsWith('\ufeff') ? 1 : (lineStarts[line] ?? 0);
}

/** Column of an offset in its line, from 0, as the loader counts: without a byte order mark. */
export function columnOf(document: Lines, offset: number): number {
  return Math.max(0, offset - marginOf(document, lineAt(document, offset)));
}

/** Where a line ends, before its line break. */
export function lineEnd({ text, lineStarts }: Lines, line: number): number {
  let end = lineStarts[line + 1] ?? text.length;
  while (end > (lineStarts[line] ?? 0) && isBreak(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

export function positionAt(document: Lines, offset: number): WirePosition {
  const inside = Math.max(0, Math.min(offset, document.text.length));
  const line = lineAt(document, inside);
  return { line, character: inside - (document.lineStarts[line] ?? 0) };
}

/** Offset of a position; one beyond the end of its line is the end of that line, as LSP has it. */
export function offsetAt(document: Lines, { line, character }: WirePosition): number {
  if (line < 0) return 0;
  const start = document.lineStarts[line];
  if (start === undefined) return document.text.length;
  return Math.min(start + Math.max(0, character), lineEnd(document, line));
}

export function rangeOf(document: Lines, { start, end }: Span): WireRange {
  return { start: positionAt(document, start), end: positionAt(document, end) };
}

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}
