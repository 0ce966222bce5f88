/**
 * The tokens of a document, as the reader cut it when it made the tree, for places that the tree does not have: where an
 * anchor or an alias is written, and where somebody is typing.
 */
import { beginningOfFile, beginningOfPart } from '../yaml/read/anew';
import { writtenTokens, type WrittenToken } from '../yaml/read/written';
import type { ParsedDocument, Part } from '../tree/tree';

export type Token = WrittenToken;

/** The tokens and comments of those parts that hold what a pattern finds. */
export function tokensWhere(document: ParsedDocument, pattern: RegExp): Token[] {
  const { parts, isInParts, text } = document;
  if (isInParts) return parts.flatMap(part => (pattern.test(part.text) ? tokensOfPart(part) : []));
  return pattern.test(text) ? tokensOfWhole(document, text.length) : [];
}

/** The tokens of the part that an offset is in, those that begin at the offset or before it. */
export function tokensUpTo(document: ParsedDocument, offset: number): Token[] {
  if (!document.isInParts) return tokensOfWhole(document, offset + 1);
  const part = document.parts.findLast(({ place }) => place.start <= offset);
  return part === undefined ? [] : tokensOfPart(part, offset + 1 - part.place.start);
}

/** None of what was not read. */
function tokensOfPart({ text, column, place, isUnread }: Part, to = text.length): Token[] {
  if (isUnread) return [];
  const { start } = place;
  const tokens = writtenTokens(text, beginningOfPart(column, start === 0), to);
  return tokens.map(token => ({ ...token, start: token.start + start, end: token.end + start }));
}

function tokensOfWhole({ text, root, problems }: ParsedDocument, to: number): Token[] {
  const isUnread = root === undefined && problems.some(({ code }) => unread.has(code));
  return isUnread ? [] : writtenTokens(text, beginningOfFile, to);
}

/** Codes of problems with a text that was not read. */
const unread: ReadonlySet<string> = new Set(['yaml-size', 'yaml-depth']);
