import { lineAt, lineEnd } from './positions';
import type { ParsedDocument } from './tree';
import { withoutComment } from './withoutComment';

/** Characters in which a second quote is looked for, in a text that cannot be read. */
const mostCharacters = 10_000;

const double = /"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const single = /'[^']*(?:''[^']*)*'/y;
/** A line that begins a key or an item. */
const begins = /^[ \t]*(?:-[ \t]|["']?[\w./-]+["']?[ \t]*:(?:\s|$))/m;

/**
 * Where a quoted text ends. While somebody is typing, the second quote may still lack, and the next one in the text
 * begins another text.
 *
 * @param inFlow in brackets, where a comma ends what has no second quote
 */
export function quotedEnd(
  document: ParsedDocument,
  start: number,
  inFlow: boolean,
): { readonly end: number; readonly isClosed: boolean } {
  const { text, problems } = document;
  const isWhole = problems.length === 0;
  const source = isWhole ? text : text.slice(start, start + mostCharacters);
  const from = isWhole ? start : 0;
  const pattern = text[start] === '"' ? double : single;
  pattern.lastIndex = from;
  const found = pattern.exec(source)?.[0];
  if (found !== undefined && (isWhole || isMeant(found, source.slice(found.length, found.length + 1))))
    return { end: start + found.length, isClosed: true };
  const line = text.slice(start + 1, lineEnd(document, lineAt(document, start)));
  const rest = inFlow ? (/^[^,\]}]*/.exec(line)?.[0] ?? '') : line;
  return { end: start + 1 + (/^\s*#/.test(rest) ? 0 : withoutComment(rest).length), isClosed: false };
}

function isMeant(found: string, behind: string): boolean {
  if (!/^[\s,\]}:#]?$/.test(behind)) return false;
  const lineBreak = found.search(/[\r\n]/);
  return lineBreak === -1 || !begins.test(found.slice(lineBreak + 1));
}
