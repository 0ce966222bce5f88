/** Edits of lists that keep comments, order and layout. */
import { lineBreak } from './edit';
import type { TextEdit } from '../tree/finding';
import { columnOf, lineAt, lineEnd, marginOf } from '../tree/positions';
import type { ParsedDocument, SequenceNode, TreeNode } from '../tree/tree';

/** Adds an item at the end. `source` is YAML source. Undefined for a list that has no text of its own. */
export function appendItem(
  document: ParsedDocument,
  list: SequenceNode,
  source: string,
): TextEdit[] | undefined {
  const last = list.items.at(-1);
  if (list.flow) {
    const at = last === undefined ? list.span.start + 1 : last.span.end;
    return [{ span: { start: at, end: at }, newText: last === undefined ? source : `, ${source}` }];
  }
  const dash = last && dashOf(document, last);
  if (last === undefined || dash === undefined) return undefined;
  const end = lineEnd(document, lineAt(document, last.span.end));
  const newText = `${lineBreak(document)}${' '.repeat(columnOf(document, dash))}- ${source}`;
  return [{ span: { start: end, end }, newText }];
}

/** Takes an item away with its lines. Undefined for the only item and where the item shares its line with others. */
export function removeItem(
  document: ParsedDocument,
  list: SequenceNode,
  item: TreeNode,
): TextEdit[] | undefined {
  const index = list.items.indexOf(item);
  const [before, next] = [list.items[index - 1], list.items[index + 1]];
  if (before === undefined && next === undefined) return undefined;
  if (list.flow) {
    const span =
      next === undefined
        ? { start: before?.span.end ?? item.span.start, end: item.span.end }
        : { start: item.span.start, end: next.span.start };
    return [{ span, newText: '' }];
  }
  const dash = dashOf(document, item);
  if (dash === undefined) return undefined;
  const start = marginOf(document, lineAt(document, dash));
  if (document.text.slice(start, dash).trim() !== '') return undefined;
  const line = lineAt(document, item.span.end);
  return [{ span: { start, end: document.lineStarts[line + 1] ?? lineEnd(document, line) }, newText: '' }];
}

/** Offset of the dash of an item in block style, where both share a line. */
export function dashOf({ text }: ParsedDocument, { span: { start } }: TreeNode): number | undefined {
  let at = start - 1;
  while (text[at] === ' ' || text[at] === '\t') at--;
  return at < start - 1 && text[at] === '-' ? at : undefined;
}
