/**
 * Where somebody is typing, read from the lines and their indentation: while a line is half typed the tree may not
 * have it, or have it in the wrong place, but the columns are there.
 */
import { withoutBlanksAtEnd } from '../../strings/blanksAtEnd';
import { lineAt, marginOf } from '../tree/positions';
import { lineText, partAt, textIn } from '../tree/textIn';
import type { ParsedDocument, Path, Span } from '../tree/tree';

export interface CursorContext {
  /** `key`: a key of the mapping at `path`. `value`: the value of `key` there. `item`: an item of the list at `path`. */
  readonly kind: 'key' | 'value' | 'item';
  readonly path: Path;
  /** The key whose value is typed, for kind `value`. */
  readonly key?: string;
  /** What is typed already, before the cursor. */
  readonly prefix: string;
  /** What a completion replaces: the word around the cursor. */
  readonly span: Span;
  /** Column of the key (or of the item's text), from 0: what further lines of an inserted block align with. */
  readonly column: number;
  /** True right behind a colon or a dash, where a blank has to come first. */
  readonly needsBlank: boolean;
  /** True where a colon already stands behind the word, so that a key must not bring its own. */
  readonly hasColon: boolean;
  /** True inside of brackets, where a block cannot be. */
  readonly inFlow?: boolean;
  /** The quotes that the cursor is in; then `span` begins behind the first and ends behind the last. */
  readonly quote?: Quote;
}

export interface Quote extends Span {
  readonly mark: '"' | "'";
}

/** Where in its block something stands. */
export type BlockPlace = Pick<CursorContext, 'kind' | 'path' | 'key'>;

interface Line {
  /** Columns of the dashes before the content. */
  readonly dashes: readonly number[];
  /** Column of the content. */
  readonly column: number;
  readonly key: string | undefined;
}

const keyPattern =
  /^(?:(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')\s*|([^\s#:'"[\]{},&*!|>%@`-][^#:]*|-[^\s#:][^#:]*)):(?=\s|$)/;

/** The context at an offset, or undefined in comments, quotes and places that no key or value can be in. */
export function contextAtOffset(document: ParsedDocument, at: number): CursorContext | undefined {
  const line = lineAt(document, at);
  const start = marginOf(document, line);
  // Nothing is typed before a byte order mark.
  const offset = Math.max(at, start);
  const whole = lineFromMargin(document, line);
  const before = whole.slice(0, offset - start);
  if (/(?:^|\s)#/.test(before)) return undefined;
  const parsed = parseLine(before);
  const rest = before.slice(parsed.column);
  const behind = whole.slice(before.length);
  const keyMatch = keyPattern.exec(rest);
  if (keyMatch !== null)
    return valueContext(document, { line, start, before, behind }, parsed, rest, keyMatch[0].length);
  // A sign with a blank behind it is no word, and neither is one that parts documents.
  if (/["'[{&*!|>]|:\s|^[?:]$|^\?\s|^---(?:\s|$)/.test(rest)) return undefined;
  const word = /^[^\s:#,]*/.exec(behind)?.[0] ?? '';
  const span = { start: start + parsed.column, end: offset + word.length };
  const path = pathOfColumn(document, line, parsed);
  if (path === undefined) return undefined;
  const needsBlank = parsed.dashes.length > 0 && rest === '' && before.endsWith('-');
  const base = { path, prefix: rest, span, column: parsed.column, needsBlank };
  const hasColon = /^\s*:/.test(behind.slice(word.length));
  const isItem = parsed.dashes.length > 0;
  return { ...base, kind: isItem && !hasColon ? 'item' : 'key', hasColon };
}

/** The place of what begins at an offset, whatever it is; undefined where nothing can begin. */
export function blockPlaceAt(document: ParsedDocument, offset: number): BlockPlace | undefined {
  const line = lineAt(document, offset);
  const before = textIn(document, { start: marginOf(document, line), end: offset }).replace(
    /^---(?=\s)/,
    '   ',
  );
  const parsed = parseLine(before);
  const rest = before.slice(parsed.column);
  const key = keyPattern.exec(rest)?.[0] ?? '';
  const path = rest.slice(key.length).trim() === '' ? pathOfColumn(document, line, parsed) : undefined;
  if (path === undefined) return undefined;
  if (parsed.key !== undefined) return { kind: 'value', path, key: parsed.key };
  return { kind: parsed.dashes.length > 0 ? 'item' : 'key', path };
}

interface Around {
  readonly line: number;
  readonly start: number;
  readonly before: string;
  readonly behind: string;
}

function valueContext(
  document: ParsedDocument,
  { line, start, before, behind }: Around,
  parsed: Line,
  rest: string,
  keyLength: number,
): CursorContext | undefined {
  const blanks = /^[ \t]*/.exec(rest.slice(keyLength))?.[0].length ?? 0;
  const prefix = rest.slice(keyLength + blanks);
  if (/^["'[{&*!|>]/.test(prefix) || parsed.key === undefined) return undefined;
  // Nothing fits between a key and a value that is more than a word.
  if (prefix === '' && /^(?:\s+["'[{]|\s*[&*!|>])/.test(behind)) return undefined;
  const path = pathOfColumn(document, line, parsed);
  if (path === undefined) return undefined;
  // A value of several words is one value, and so is one that stands behind the cursor.
  const isValue = prefix !== '' || /^[ \t]*[^ \t#]/.test(behind);
  const value = isValue ? withoutComment(behind) : '';
  const from = start + parsed.column + keyLength + blanks;
  return {
    kind: 'value',
    path,
    key: parsed.key,
    prefix,
    span: { start: from, end: start + before.length + value.length },
    column: parsed.column,
    needsBlank: blanks === 0,
    hasColon: false,
  };
}

/** What stands on a line before a comment or the blanks at its end. For a line that does not begin with the comment. */
function withoutComment(line: string): string {
  const comment = line.search(/[ \t]#/);
  return withoutBlanksAtEnd(comment === -1 ? line : line.slice(0, comment));
}

function parseLine(text: string): Line {
  const dashes: number[] = [];
  let column = 0;
  for (;;) {
    while (text[column] === ' ') column += 1;
    if (text[column] !== '-' || !(text[column + 1] === ' ' || column + 1 === text.length)) break;
    dashes.push(column);
    column += 1;
  }
  const match = keyPattern.exec(text.slice(column));
  return { dashes, column, key: match ? (match[1] ?? match[2] ?? match[3]?.trim()) : undefined };
}

/** Path of the mapping or list that the content of a line belongs to, found by going up. */
function pathOfColumn(document: ParsedDocument, line: number, { dashes, column }: Line): Path | undefined {
  const steps: (string | number)[] = [];
  let at = line;
  let content = column;
  let open = [...dashes];
  for (;;) {
    const dash = open.pop();
    if (dash !== undefined) {
      const item = pathOfItem(document, at, dash);
      if (item !== undefined) return [...item, ...steps];
      steps.unshift(indexOfItem(document, at, dash));
      content = dash;
      if (open.length > 0) continue;
    }
    if (content === 0 && dash === undefined) return steps;
    const owner = ownerOf(document, at, content, dash !== undefined);
    if (owner === undefined) return steps.length > 0 && content > 0 ? undefined : steps;
    at = owner.line;
    content = owner.parsed.column;
    open = [...owner.parsed.dashes];
    // A line with a dash in its margin holds the first key of the item: our key stands beside it, not below it.
    if (owner.isSibling) continue;
    if (owner.parsed.key === undefined) return undefined;
    steps.unshift(owner.parsed.key);
  }
}

/** The path of the application whose dash stands in a line, from the parts of the text. */
function pathOfItem(
  { parts, isInParts, lineStarts }: ParsedDocument,
  line: number,
  dash: number,
): Path | undefined {
  const start = lineStarts[line] ?? 0;
  const index = isInParts ? partAt(parts, start) : 0;
  const part = parts[index];
  if (part?.kind !== 'item' || part.place.start !== start || part.column !== dash) return undefined;
  let list = index - 1;
  while (parts[list]?.kind === 'item') list -= 1;
  const { kind, entry } = parts[list] ?? {};
  return kind === 'list' && entry !== undefined ? [String(entry.key.value), index - list - 1] : undefined;
}

interface Owner {
  readonly line: number;
  readonly parsed: Line;
  /** True for a line of the same mapping, whose dash leads further up. */
  readonly isSibling: boolean;
}

/** The nearest line above that the content at a column hangs on. */
function ownerOf(
  document: ParsedDocument,
  from: number,
  content: number,
  isDash: boolean,
): Owner | undefined {
  for (let line = from - 1; line >= 0; line -= 1) {
    const text = lineFromMargin(document, line);
    // Most lines above belong to other blocks, which their indentation alone tells.
    if (indentOf(text) > content || isBlank(text)) continue;
    const parsed = parseLine(text);
    const margin = parsed.dashes[0] ?? parsed.column;
    if (!isDash && parsed.column === content && parsed.dashes.length > 0)
      return { line, parsed, isSibling: true };
    // A list may stand at the column of its own key.
    const isOwner = isDash ? parsed.column <= content && parsed.dashes.length === 0 : parsed.column < content;
    if (isOwner && margin <= content) return { line, parsed, isSibling: false };
  }
  return undefined;
}

/** Which item of its list a dash begins: the number of dashes at its column above it. */
function indexOfItem(document: ParsedDocument, from: number, dash: number): number {
  let index = 0;
  for (let line = from - 1; line >= 0; line -= 1) {
    const text = lineFromMargin(document, line);
    if (indentOf(text) > dash || isBlank(text)) continue;
    const { dashes, column } = parseLine(text);
    const margin = dashes[0] ?? column;
    if (dashes.includes(dash)) index += 1;
    else if (margin <= dash) break;
    if (margin < dash) break;
  }
  return index;
}

/** A line without a byte order mark, which takes no column. */
function lineFromMargin(document: ParsedDocument, line: number): string {
  const text = lineText(document, line);
  return line === 0 && text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Blanks at the beginning of a line. */
function indentOf(text: string): number {
  let end = 0;
  while (text.charCodeAt(end) === 32) end += 1;
  return end;
}

function isBlank(text: string): boolean {
  return /^\s*(?:#|$)/.test(text);
}
