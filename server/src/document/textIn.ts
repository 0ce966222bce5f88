/** What is written at a place. */
import type { ParsedDocument, Segment, Span } from './tree';

/** The text of a span. One that is in a part comes from there, since the whole text may not be put together yet. */
export function textIn(
  { text, segments, isInParts }: Pick<ParsedDocument, 'text' | 'segments' | 'isInParts'>,
  { start, end }: Span,
): string {
  const part = isInParts ? segments[partAt(segments, start)] : undefined;
  return part !== undefined && end <= part.start + part.text.length
    ? part.text.slice(start - part.start, end - part.start)
    : text.slice(start, end);
}

/** Index of the part that an offset is in. */
export function partAt(segments: readonly Segment[], offset: number): number {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
