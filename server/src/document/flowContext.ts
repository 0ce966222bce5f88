/** The cursor inside of a list or mapping that is written in brackets on one line, `ranks: [0, 1‸`. */
import { contextAtOffset, type CursorContext } from './cursor';
import { lineAt, lineEnd } from './positions';
import type { ParsedDocument } from './tree';

/** The context inside of a flat bracket, or undefined elsewhere. One over several lines is left alone. */
export function flowContextAtOffset(document: ParsedDocument, offset: number): CursorContext | undefined {
  const line = lineAt(document, offset);
  const start = document.lineStarts[line] ?? 0;
  const before = document.text.slice(start, offset);
  const parts = /^([^[\]{}"'#]*:[ \t]+)([[{])([^[\]{}"'#]*)$/.exec(before);
  if (parts === null) return undefined;
  const [, head = '', bracket, inside = ''] = parts;
  // Behind its blank and before its bracket, the value is still one of a key.
  const owner = contextAtOffset(document, start + head.length);
  if (owner?.kind !== 'value' || owner.key === undefined) return undefined;
  const path = [...owner.path, owner.key];
  const items = inside.split(',');
  const typed = items.at(-1) ?? '';
  const behind = document.text.slice(offset, lineEnd(document, line));
  const word = /^[^\s,:\][{}#]*/.exec(behind)?.[0] ?? '';
  // A text in quotes is more than a word, and so is one with signs that nothing else begins with.
  if (/["'&*!|>]/.test(word) || !/^[ \t]*(?:$|[\w,:\]}#"'./])/.test(behind.slice(word.length)))
    return undefined;
  const entry = bracket === '{' ? /^\s*([\w-]+):(\s*)(\S*)$/.exec(typed) : null;
  const hasColon = /^\s*:/.test(behind.slice(word.length));
  // What a colon follows is no value, and one that is put before another value becomes one text with it.
  if (entry !== null && (hasColon || (entry[3] === '' && /^[ \t]+[^\s,\]}#]/.test(behind)))) return undefined;
  const at = (prefix: string, needsBlank: boolean) => ({
    prefix,
    span: { start: offset - prefix.length, end: offset + word.length },
    column: offset - prefix.length - start,
    needsBlank,
    hasColon,
    inFlow: true,
  });
  const isFirst = items.length === 1;
  if (bracket === '[') {
    const isBlankMissing = !isFirst && typed === '';
    return { ...at(typed.trimStart(), isBlankMissing), kind: 'item', path: [...path, items.length - 1] };
  }
  if (entry !== null) {
    const [, key = '', blank = '', value = ''] = entry;
    return { ...at(value, blank === ''), kind: 'value', path, key };
  }
  const isKey = /^\s*[\w-]*$/.test(typed);
  return isKey ? { ...at(typed.trimStart(), !isFirst && typed === ''), kind: 'key', path } : undefined;
}
