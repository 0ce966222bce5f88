/** The cursor inside of a list that is written in brackets on one line, `ranks: [0, 1‸`. */
import type { CursorContext } from './cursor';
import { contextAtOffset } from './cursor';
import { lineAt, lineEnd } from './positions';
import type { ParsedDocument } from './tree';

/** The context of an item of a flat list, or undefined elsewhere. A list over several lines is left alone. */
export function flowItemAtOffset(document: ParsedDocument, offset: number): CursorContext | undefined {
  const line = lineAt(document, offset);
  const start = document.lineStarts[line] ?? 0;
  const before = document.text.slice(start, offset);
  const parts = /^([^[\]{}"'#]*:[ \t]+)\[([^[\]{}"'#]*)$/.exec(before);
  if (parts === null) return undefined;
  const [, head = '', inside = ''] = parts;
  // Behind its blank and before its bracket, the value is still one of a key.
  const owner = contextAtOffset(document, start + head.length);
  if (owner?.kind !== 'value' || owner.key === undefined) return undefined;
  const items = inside.split(',');
  const typed = items.at(-1) ?? '';
  const prefix = typed.trimStart();
  const behind = /^[^\s,\][{}#]*/.exec(document.text.slice(offset, lineEnd(document, line)))?.[0] ?? '';
  return {
    kind: 'item',
    path: [...owner.path, owner.key, items.length - 1],
    prefix,
    span: { start: offset - prefix.length, end: offset + behind.length },
    column: offset - prefix.length - start,
    needsBlank: items.length > 1 && typed === '',
    hasColon: false,
  };
}
