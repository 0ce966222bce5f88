/** Where a parsed text holds what, as far as tabs need to know. */
import { isMap, isPair, isScalar, isSeq, type Document, type Node, type Pair, type Scalar } from 'yaml';

export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Column of the innermost block collection around it; -1 at the top. */
  readonly indent: number;
}

export interface BlockShape {
  readonly plain: readonly Stretch[];
  readonly quoted: readonly Stretch[];
  readonly blocks: readonly Stretch[];
  readonly flow: readonly Stretch[];
  /** Block lists, for their dashes. */
  readonly lists: readonly Stretch[];
}

export function blockShapeOf(document: Document.Parsed, source: string): BlockShape {
  const shape = { plain: [], quoted: [], blocks: [], flow: [], lists: [] } as {
    [Kind in keyof BlockShape]: Stretch[];
  };
  const walk = (node: unknown, indent: number, inFlow: boolean): void => {
    const range = (node as Node | null)?.range;
    if (range === null || range === undefined) return;
    const [start, end] = range;
    if (isScalar(node)) {
      const stretch = { start, end, indent };
      if (node.type === 'PLAIN') shape.plain.push(stretch);
      else if (isQuoted(node)) shape.quoted.push(stretch);
      else shape.blocks.push(stretch);
      return;
    }
    if (!isMap(node) && !isSeq(node)) return;
    const isFlow = inFlow || node.flow === true;
    if (node.flow === true) shape.flow.push({ start, end, indent });
    const own = isFlow ? indent : Math.max(indent, columnOf(source, start));
    if (!isFlow && isSeq(node)) shape.lists.push({ start, end, indent: own });
    for (const item of node.items as (Node | Pair | null)[]) {
      if (isPair(item)) {
        walk(item.key, own, isFlow);
        walk(item.value, own, isFlow);
      } else walk(item, own, isFlow);
    }
  };
  walk(document.contents, -1, false);
  return shape;
}

function isQuoted({ type }: Scalar): boolean {
  return type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE';
}

export function columnOf(source: string, offset: number): number {
  return offset - (source.lastIndexOf('\n', offset - 1) + 1);
}
