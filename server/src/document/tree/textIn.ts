/** What is written at a place. */
import type { ParsedDocument, Part, Span } from './tree';

export type Written = Pick<ParsedDocument, 'text' | 'parts' | 'isInParts'>;

/** The text of a span. One that is in a part comes from there, since the whole text may not be put together yet. */
export function textIn({ text, parts, isInParts }: Written, { start, end }: Span): string {
  const part = isInParts ? parts[partAt(parts, start)] : undefined;
  return part !== undefined && end <= part.place.start + part.text.length
    ? part.text.slice(start - part.place.start, end - part.place.start)
    : text.slice(start, end);
}

/** A line without its line break. */
export function lineText(document: Written & Pick<ParsedDocument, 'lineStarts'>, line: number): string {
  const { text, lineStarts } = document;
  const start = lineStarts[line] ?? text.length;
  let end = lineStarts[line + 1] ?? text.length;
  const whole = textIn(document, { start, end });
  while (end > start && /[\r\n]/.test(whole.charAt(end - start - 1))) end -= 1;
  return whole.slice(0, end - start);
}

/** Index of the part that an offset is in. */
export function partAt(parts: readonly Part[], offset: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((parts[middle]?.place.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
