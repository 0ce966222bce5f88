/** The lines of the items of a block list, with the comments that belong to each. */
import { dashOf } from '../../document/edits/listEdit';
import { columnOf, lineAt, lineEnd } from '../../document/tree/positions';
import type { ParsedDocument, SequenceNode } from '../../document/tree/tree';

/** From the first line to the last, both included. */
export interface ItemLines {
  readonly first: number;
  readonly last: number;
  /** Column of the dash. */
  readonly column: number;
}

/**
 * Comments directly above an item and below it are its own; of those between two items, the ones that stand deeper
 * than the dashes, or that a blank line parts from what is below, end the upper one.
 *
 * @returns undefined for a list in brackets, or one whose items share lines with others
 */
export function itemLines(document: ParsedDocument, list: SequenceNode): ItemLines[] | undefined {
  if (list.flow) return undefined;
  const items: { first: number; last: number; column: number }[] = [];
  for (const item of list.items) {
    const dash = dashOf(document, item);
    if (dash === undefined) return undefined;
    const first = lineAt(document, dash);
    const column = columnOf(document, dash);
    if (lineText(document, first).slice(0, column).trim() !== '') return undefined;
    const last = lineAt(document, dash + document.text.slice(dash, item.span.end).trimEnd().length - 1);
    if (first <= (items.at(-1)?.last ?? -1) || column !== (items[0]?.column ?? column)) return undefined;
    items.push({ first, last, column });
  }
  return items.map(({ first, last, column }, index) => ({
    first: headOf(document, items[index - 1], first, column),
    last: tailOf(document, last, items[index + 1]?.first, column),
    column,
  }));
}

function headOf(
  document: ParsedDocument,
  above: { readonly last: number } | undefined,
  first: number,
  column: number,
): number {
  if (above === undefined) {
    let head = first;
    while (isComment(document, head - 1)) head -= 1;
    return head;
  }
  let head = tailOf(document, above.last, first, column) + 1;
  while (head < first && isBlank(document, head)) head += 1;
  return head;
}

function tailOf(document: ParsedDocument, last: number, next: number | undefined, column: number): number {
  let end = last;
  while (isComment(document, end + 1) && indentOf(document, end + 1) > column) end += 1;
  let run = end;
  while (isComment(document, run + 1)) run += 1;
  if (next !== undefined) return isBlank(document, run + 1) ? run : end;
  // Behind the last item, what stands at the first column may be about the rest of the file.
  while (end < run && column > 0 && indentOf(document, end + 1) >= column) end += 1;
  return end;
}

function lineText(document: ParsedDocument, line: number): string {
  const start = document.lineStarts[line];
  return start === undefined ? '' : document.text.slice(start, lineEnd(document, line));
}

function isComment(document: ParsedDocument, line: number): boolean {
  return line >= 0 && lineText(document, line).trimStart().startsWith('#');
}

function isBlank(document: ParsedDocument, line: number): boolean {
  return line < document.lineStarts.length && lineText(document, line).trim() === '';
}

function indentOf(document: ParsedDocument, line: number): number {
  return lineText(document, line).search(/\S|$/);
}
