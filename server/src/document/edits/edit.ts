/** Edits that keep comments, order and layout. Each gives what a quick fix needs: changes of the text as it is. */
import { withoutBlanksAtEnd } from '../../strings/blanksAtEnd';
import type { TextEdit } from '../tree/finding';
import { isPlainText } from '../values/plainText';
import { columnOf, lineAt, lineEnd, marginOf } from '../tree/positions';
import type { Entry, MappingNode, ParsedDocument, TreeNode } from '../tree/tree';

/** Text of a value as it stands in the file: quoted only where plain text would be read as something else. */
export function quoteIfNeeded(value: string): string {
  const isPlain = /^[A-Za-z_/.][\w/.@+-]*(?::\/\/[\w/.@+-]+)?$/.test(value);
  // Other readers take these for more than the loader does.
  const isWord = /^(?:y|n|yes|no|on|off|true|false|null|\.(?:inf|nan))$/i.test(value);
  return isPlain && !isWord && isPlainText(value) ? value : JSON.stringify(value);
}

/** Puts another text in the place of a scalar's value. `value` is YAML source. */
export function replaceValue({ text }: ParsedDocument, node: TreeNode, value: string): TextEdit[] {
  const { start, end } = node.span;
  // A missing value stands right behind its colon or dash.
  const gap = start === end && /[-:]/.test(text[start - 1] ?? '') ? ' ' : '';
  // A block of text ends with its last line break, which parts it from what follows.
  const isBlock = node.kind === 'scalar' && node.style === 'block';
  const length = isBlock ? text.slice(start, end).trimEnd().length : end - start;
  return [{ span: { start, end: start + length }, newText: gap + value }];
}

/** Writes another name for a key; its value and everything around stay. */
export function renameKey(entry: Entry, key: string): TextEdit[] {
  return [{ span: entry.key.span, newText: key }];
}

/** What an entry gets as its value: YAML source of one line, or a list or mapping of such. */
export type NewValue = string | readonly NewValue[] | { readonly [key: string]: NewValue };

/**
 * Adds `key: value` as the last entry of a mapping: on lines of its own in block style, in brackets where the mapping
 * stands in brackets. Undefined for a block mapping that has no entry of its own.
 *
 * @param behind key of the entry that it comes behind, instead of the last one
 */
export function insertEntry(
  document: ParsedDocument,
  mapping: MappingNode,
  key: string,
  value: NewValue,
  behind?: string,
): TextEdit[] | undefined {
  const own = mapping.entries.filter(entry => isWithin(mapping, entry));
  const last = own.find(entry => entry.key.value === behind) ?? own.at(-1);
  if (mapping.flow) {
    // Blanks inside of new braces as inside of those around them.
    const edge = document.text[mapping.span.start + 1] === ' ' ? ' ' : '';
    return [insertIntoFlow(mapping, last, `${key}: ${inBrackets(value, edge)}`)];
  }
  const first = own[0];
  if (first === undefined || last === undefined) return undefined;
  const column = columnOf(document, first.key.span.start);
  const end = lineEnd(document, lastLine(document, last));
  const newText = entryLines(key, value)
    .map(line => `${lineBreak(document)}${' '.repeat(column)}${line}`)
    .join('');
  return [{ span: { start: end, end }, newText }];
}

function inBrackets(value: NewValue, edge: '' | ' '): string {
  if (typeof value === 'string') return value;
  if (isList(value)) return `[${value.map(item => inBrackets(item, edge)).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, each]) => `${key}: ${inBrackets(each, edge)}`);
  return `{${edge}${pairs.join(', ')}${edge}}`;
}

/** Of a block, indented relative to the key. */
function entryLines(key: string, value: NewValue): string[] {
  if (typeof value === 'string') return [value === '' ? `${key}:` : `${key}: ${value}`];
  const inner = isList(value)
    ? value.map(item => `- ${inBrackets(item, '')}`)
    : Object.entries(value).flatMap(([name, each]) => entryLines(name, each));
  return [`${key}:`, ...inner.map(line => `  ${line}`)];
}

const isList = (value: NewValue): value is readonly NewValue[] => Array.isArray(value);

/** Takes an entry away with its whole lines, or, where others share its line, with the blanks behind it. */
export function removeEntry(document: ParsedDocument, mapping: MappingNode, entry: Entry): TextEdit[] {
  if (mapping.flow) return [{ span: flowEntrySpan(document, mapping, entry), newText: '' }];
  const start = entryStart(document, entry);
  const lineStart = marginOf(document, lineAt(document, start));
  const endLine = lastLine(document, entry);
  if (document.text.slice(lineStart, start).trim() === '') {
    const end = document.lineStarts[endLine + 1] ?? document.text.length;
    return [{ span: { start: lineStart, end }, newText: '' }];
  }
  // The first key of a sequence's item stands behind the dash, which the next key then takes.
  const behind = mapping.entries.slice(mapping.entries.indexOf(entry) + 1);
  const next = behind.find(each => isWithin(mapping, each));
  const end = next === undefined ? lineEnd(document, endLine) : entryStart(document, next);
  return [{ span: { start, end }, newText: '' }];
}

/** Where an entry of a block begins: an anchor, a tag or `?` may stand before its key. */
export function entryStart(document: ParsedDocument, { key }: Entry): number {
  const lineStart = marginOf(document, lineAt(document, key.span.start));
  const before = document.text.slice(lineStart, key.span.start);
  return lineStart + (/^ *(?:-[ \t]+)*/.exec(before)?.[0].length ?? 0);
}

/** The line break that the file uses. */
export function lineBreak({ text }: ParsedDocument): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The line that an entry ends on; the text of a block scalar goes on to the start of the line behind it. */
function lastLine(document: ParsedDocument, { key, value }: Entry): number {
  const end = Math.max(value.span.end, key.span.end);
  const content = withoutBlanksAtEnd(document.text.slice(key.span.start, end));
  return lineAt(document, key.span.start + content.length);
}

function isWithin(mapping: MappingNode, entry: Entry): boolean {
  return (
    !entry.merged && entry.key.span.start >= mapping.span.start && entry.key.span.end <= mapping.span.end
  );
}

function insertIntoFlow(mapping: MappingNode, last: Entry | undefined, entry: string): TextEdit {
  const at = last === undefined ? mapping.span.start + 1 : last.value.span.end;
  return { span: { start: at, end: at }, newText: last === undefined ? entry : `, ${entry}` };
}

function flowEntrySpan(
  { text }: ParsedDocument,
  mapping: MappingNode,
  entry: Entry,
): { start: number; end: number } {
  const behind = /^\s*,\s*/.exec(text.slice(entry.value.span.end, mapping.span.end))?.[0].length;
  if (behind !== undefined) return { start: entry.key.span.start, end: entry.value.span.end + behind };
  const before = /,\s*$/.exec(text.slice(mapping.span.start, entry.key.span.start))?.[0].length ?? 0;
  return { start: entry.key.span.start - before, end: entry.value.span.end };
}
