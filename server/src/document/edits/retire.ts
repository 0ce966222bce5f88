/** Taking a field out of a file without losing what people wrote beside it. */
import { removeEntry } from './edit';
import type { TextEdit } from '../tree/finding';
import { lineAt, marginOf } from '../tree/positions';
import type { Entry, MappingNode, ParsedDocument } from '../tree/tree';

/**
 * Takes an entry away with its lines; where these hold a comment they become comments themselves, since what it says
 * may still be wanted. Undefined where that cannot be done: behind the dash of an item, or in brackets over lines.
 */
export function retireEntry(
  document: ParsedDocument,
  mapping: MappingNode,
  entry: Entry,
): TextEdit[] | undefined {
  const { text, lineStarts } = document;
  const { start } = entry.key.span;
  const content = text.slice(start, Math.max(entry.value.span.end, entry.key.span.end)).trimEnd();
  const [first, last] = [lineAt(document, start), lineAt(document, start + content.length)];
  const lines = Array.from({ length: last - first + 1 }, (_, index) => marginOf(document, first + index));
  const endOfLines = lineStarts[last + 1] ?? text.length;
  if (!/(?:^|\s)#/.test(text.slice(start, endOfLines))) return removeEntry(document, mapping, entry);
  const [lineStart = 0] = lines;
  const indent = text.slice(lineStart, start);
  if (mapping.flow || indent.trim() !== '') return undefined;
  return lines.flatMap(line => {
    const at = line + indent.length;
    const isIndented = text.slice(line, at) === indent && !/^\s*(?:#|$)/m.test(lineFrom(text, at));
    return isIndented ? [{ span: { start: at, end: at }, newText: '# ' }] : [];
  });
}

function lineFrom(text: string, at: number): string {
  return text.slice(at).split(/\r?\n/, 1)[0] ?? '';
}
