/** Where somebody is typing, in a block, in brackets or in quotes. */
import { bracketBehind, nodeStart, type Bracket } from './brackets';
import { blockPlaceAt, contextAtOffset, type BlockPlace, type CursorContext } from './cursor';
import { lineAt, lineEnd } from '../tree/positions';
import { lineText, textIn } from '../tree/textIn';
import { tokensUpTo, type Token } from './tokens';
import type { ParsedDocument } from '../tree/tree';

/** The context at an offset, or undefined in comments, in texts over several lines and where no key or value can be. */
export function contextAt(document: ParsedDocument, offset: number): CursorContext | undefined {
  const tokens = tokensUpTo(document, offset);
  const here = tokens.at(-1);
  const before = tokens.filter(({ start }) => start < offset);
  const typed = before.at(-1);
  if (typed?.kind === 'comment' && offset <= typed.end) return undefined;
  const isTouched = typed !== undefined && offset <= typed.end;
  if (isTouched && isProperty(typed)) return undefined;
  if (isTouched && isQuoted(typed) && (offset < typed.end || !typed.isClosed))
    return quoteContext(document, before, typed, offset);
  const isWord = isTouched && isPlain(typed);
  const bracket = bracketBehind(document, isWord ? before.slice(0, -1) : before);
  // A block below an open bracket, while that is still to be closed.
  if (bracket === undefined || (isWord && typed.depth === 0)) return contextAtOffset(document, offset);
  const word = isWord ? typed : here?.start === offset && isPlain(here) ? here : undefined;
  return bracketContext(document, bracket, { word, last: isWord ? before.at(-2) : typed, offset });
}

const isPlain = ({ kind, style }: Token): boolean => kind === 'scalar' && style === 'plain';
const isQuoted = ({ kind, style }: Token): boolean =>
  kind === 'scalar' && (style === 'single' || style === 'double');
const isProperty = ({ kind }: Token): boolean => kind === 'anchor' || kind === 'alias' || kind === 'tag';

interface Around {
  /** The word that the cursor is in, at its start or at its end. */
  readonly word: Token | undefined;
  /** What stands before. */
  readonly last: Token | undefined;
  readonly offset: number;
}

function bracketContext(
  document: ParsedDocument,
  { isList, path, index, key, isFilled }: Bracket,
  { word, last, offset }: Around,
): CursorContext | undefined {
  if (path === undefined || isFilled) return undefined;
  const start = Math.min(word?.start ?? offset, offset);
  const lineStart = document.lineStarts[lineAt(document, offset)] ?? 0;
  if (start < lineStart) return undefined;
  const behind = lineText(document, lineAt(document, offset)).slice(offset - lineStart);
  const rest = /^[^#]*/.exec(behind.slice(0, Math.max(0, (word?.end ?? offset) - offset)))?.[0] ?? '';
  // A text in quotes is more than a word, and so is one with signs that nothing else begins with.
  if (/["'&*!|>]/.test(rest) || !/^[ \t]*(?:$|[\w,:\]}#./])/.test(behind.slice(rest.length)))
    return undefined;
  const hasColon = /^\s*:/.test(behind.slice(rest.length));
  const prefix = textIn(document, { start, end: offset });
  // One that is put before another value becomes one text with it, and what a colon follows is no value.
  const isBefore = prefix === '' && /^[ \t]+[^\s,\]}#]/.test(behind);
  if (key !== undefined && (hasColon || isBefore)) return undefined;
  const needsBlank =
    word === undefined && last?.end === offset && (last.kind === 'flow-entry' || last.kind === 'value');
  const base = {
    prefix,
    span: { start, end: offset + rest.length },
    column: start - lineStart,
    needsBlank,
    hasColon,
    inFlow: true,
  };
  const at = isList ? [...path, index] : path;
  if (key !== undefined) return { ...base, kind: 'value', path: at, key };
  if (isList) return { ...base, kind: 'item', path: at };
  return /^[\w-]*$/.test(prefix) ? { ...base, kind: 'key', path: at } : undefined;
}

/** @param before the tokens up to the quoted one, which is the last */
function quoteContext(
  document: ParsedDocument,
  before: readonly Token[],
  { start, end, depth }: Token,
  offset: number,
): CursorContext | undefined {
  const line = lineAt(document, start);
  if (lineAt(document, end) !== line) return undefined;
  const mark = document.text[start] === '"' ? '"' : "'";
  const hasColon = /^[ \t]*:/.test(document.text.slice(end, lineEnd(document, line)));
  const base = {
    prefix: document.text.slice(start + 1, offset),
    span: { start: start + 1, end },
    column: start - (document.lineStarts[line] ?? 0),
    needsBlank: false,
    hasColon,
    quote: { start, end, mark },
  } as const;
  const place =
    depth > 0
      ? inBracket(document, before.slice(0, -1))
      : blockPlaceAt(document, nodeStart(document, before));
  if (place === undefined || (place.kind === 'value' && hasColon)) return undefined;
  const { kind, path, key } = place;
  return {
    ...base,
    kind: kind === 'item' && hasColon ? 'key' : kind,
    path,
    ...(key !== undefined && { key }),
    ...(depth > 0 && { inFlow: true }),
  };
}

function inBracket(document: ParsedDocument, before: readonly Token[]): BlockPlace | undefined {
  const bracket = bracketBehind(document, before);
  if (bracket?.path === undefined || bracket.isFilled) return undefined;
  const { isList, path, index, key } = bracket;
  const at = isList ? [...path, index] : path;
  if (key !== undefined) return { kind: 'value', path: at, key };
  return { kind: isList ? 'item' : 'key', path: at };
}
