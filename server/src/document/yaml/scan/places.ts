/** Places of a text, for faults and for what is meant by broken lines. */
import { text } from '../../../text/text';
import type { Fix } from '../../tree/finding';
import type { Span } from '../../tree/span';
import { colon, isBlankOrEnd, isBreak, space } from './characters';

/** Offset behind the word that begins at an offset, without its colon. */
export function wordEnd(source: string, start: number): number {
  let end = start;
  while (!isBlankOrEnd(source.charCodeAt(end))) end += 1;
  return source.charCodeAt(end - 1) === colon ? end - 1 : end;
}

/** The column of a place that nothing but blanks stand before on its line; undefined for any other place. */
export function columnOfFirst(source: string, start: number): number | undefined {
  let lineStart = start;
  while (lineStart > 0 && source.charCodeAt(lineStart - 1) === space) lineStart -= 1;
  return lineStart === 0 || isBreak(source.charCodeAt(lineStart - 1)) ? start - lineStart : undefined;
}

/** Closes what is open from a place to the end of its line, before a comment. @param span up to the end of the line */
export function closingFix(source: string, span: Span, sign: string): Fix {
  const written = source.slice(span.start, span.end);
  // Right behind a bracket or a blank a comment begins.
  const comment = written.slice(1).search(/^#|\s#/) + 1;
  const end = span.start + (comment === 0 ? written : written.slice(0, comment)).trimEnd().length;
  return {
    title: text('Insert `{0}` at the end', sign),
    edits: [{ span: { start: end, end }, newText: sign }],
    preferred: false,
  };
}
