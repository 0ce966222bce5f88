/** Ever larger pieces around a position: the value, its entry, its mapping, its item, and so on. */
import type { Position, SelectionRange } from 'vscode-languageserver';
import { nodeAtOffset, nodeAtPath } from '../../document/tree/locate';
import { offsetAt, rangeOf } from '../../document/tree/positions';
import type { Span } from '../../document/tree/tree';
import type { Analysis } from '../../analysis/analysis';

export function selectionRange({ document }: Analysis, position: Position): SelectionRange {
  const offset = offsetAt(document, position);
  const found = nodeAtOffset(document, offset);
  const spans: Span[] = [{ start: 0, end: document.text.length }];
  for (let length = 0; length <= (found?.path.length ?? -1); length += 1) {
    const path = found?.path.slice(0, length) ?? [];
    const node = nodeAtPath(document.root, path);
    const parent = length === 0 ? undefined : nodeAtPath(document.root, path.slice(0, -1));
    const entry = parent?.kind === 'mapping' ? parent.entries.find(({ value }) => value === node) : undefined;
    if (entry !== undefined)
      spans.push({ start: entry.key.span.start, end: Math.max(entry.key.span.end, entry.value.span.end) });
    if (entry !== undefined && found?.inKey === true && length === found.path.length)
      spans.push(entry.key.span);
    else if (node !== undefined) spans.push(node.span);
  }
  return (
    spans.reduce<SelectionRange | undefined>((parent, span) => {
      const range = rangeOf(document, span);
      const isWithin = span.start <= offset && offset <= span.end;
      if (!isWithin) return parent;
      return parent === undefined ? { range } : { range, parent };
    }, undefined) ?? { range: rangeOf(document, { start: offset, end: offset }) }
  );
}
