/** Blocks that an editor may fold: keys and items with lines below them, and comments of several lines. */
import { FoldingRangeKind, type FoldingRange } from 'vscode-languageserver';
import { onePerPlace } from '../../document/tree/onePerPlace';
import { lineAt, lineEnd } from '../../document/tree/positions';
import type { ParsedDocument, TreeNode } from '../../document/tree/tree';
import type { Analysis } from '../../analysis/analysis';

export function foldingRanges({ document }: Analysis): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const add = (start: number, end: number): void => {
    const startLine = lineAt(document, start);
    const endLine = lineAt(document, Math.max(start, lastOf(document, start, end)));
    if (endLine > startLine) ranges.push({ startLine, endLine });
  };
  const visit = (node: TreeNode, from: number, to: number): void => {
    if (node.kind === 'scalar') return;
    const children =
      node.kind === 'sequence'
        ? node.items.map(item => ({ start: item.span.start, value: item }))
        : node.entries
            .filter(({ merged }) => !merged)
            .map(({ key, value }) => ({ start: key.span.start, value }));
    for (const { start, value } of children) {
      // What an alias stands for is folded where it is written.
      const { end } = value.span;
      if (start < from || start > to || end > to || end < start) continue;
      add(start, end);
      visit(value, start, end);
    }
  };
  if (document.root !== undefined) visit(document.root, document.root.span.start, document.root.span.end);
  // An item and its first key begin on one line, and may end on one.
  return onePerPlace([...ranges, ...comments(document)], ({ startLine, endLine }) => [startLine, endLine]);
}

/** The last character that is none of the blanks and line breaks at the end of a block. */
function lastOf({ text }: ParsedDocument, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length - 1;
}

function comments(document: ParsedDocument): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  let first: number | undefined;
  for (let line = 0; line <= document.lineStarts.length; line += 1) {
    const start = document.lineStarts[line];
    const isComment =
      start !== undefined && /^\s*#/.test(document.text.slice(start, lineEnd(document, line)));
    if (isComment) first ??= line;
    else {
      if (first !== undefined && line - first > 2)
        ranges.push({ startLine: first, endLine: line - 1, kind: FoldingRangeKind.Comment });
      first = undefined;
    }
  }
  return ranges;
}
