/** Where the value at a path is written, which need not be in the application that takes it. */
import { marksOf } from '../document/cursor/marks';
import { fragmentsOf } from '../document/omegaconf/interpolation';
import { keyText, nodeAtPath } from '../document/tree/locate';
import type { Entry, ParsedDocument, Path, Span, TreeNode } from '../document/tree/tree';

export interface ValuePlace {
  /** Where the text stands: for what an alias or an interpolation brings, another path than the one that was asked for. */
  readonly path: Path;
  readonly node: TreeNode;
  /** The value's own text, or its key where that says more: of a mapping or list, and of a value that is missing. */
  readonly span: Span;
  /** Its key and value. */
  readonly whole: Span;
  /** Where the path gets it from there: an alias, or what stands around a merge key or an interpolation. */
  readonly use?: Span;
  /** Where a value stands that an interpolation refers to. */
  readonly source?: Span;
}

/** Undefined where the path leads nowhere. */
export function valuePlace(document: ParsedDocument, path: Path): ValuePlace | undefined {
  let node = document.root;
  let span: Span | undefined;
  let whole: Span | undefined;
  let use: Span | undefined;
  for (const step of path) {
    if (node?.kind === 'sequence') {
      const item: TreeNode | undefined = typeof step === 'number' ? node.items[step] : undefined;
      if (item === undefined) return undefined;
      if (!isWithin(item.span, node.span)) use ??= span;
      [node, span, whole] = [item, item.span, item.span];
    } else if (node?.kind === 'mapping') {
      const entry = node.entries.find(each => keyText(each) === String(step));
      if (entry === undefined) return undefined;
      // What a merge key or an interpolation brings stands elsewhere.
      if (!isWithin(entry.key.span, node.span)) use ??= isInterpolation(document, node) ? node.span : span;
      if (isAlias(entry)) use ??= aliasBehind(document, entry.key.span.end);
      span = isAlias(entry) || isWritten(entry) ? entry.value.span : entry.key.span;
      whole = isAlias(entry) ? span : { start: entry.key.span.start, end: entry.value.span.end };
      node = entry.value;
    } else return undefined;
  }
  if (node === undefined || span === undefined || whole === undefined) return undefined;
  const source =
    node.kind === 'scalar' || isInterpolation(document, node) ? sourceOf(document, node) : undefined;
  return {
    path: use === undefined ? path : (ownPath(document.root, node) ?? path),
    node,
    span: firstLine(document, span),
    whole,
    ...(use !== undefined && { use }),
    ...(source !== undefined && { source }),
  };
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** An anchor stands before all that refers to it. */
function isAlias({ key, value }: Entry): boolean {
  return value.span.start < key.span.start;
}

function isWritten({ value }: Entry): boolean {
  return value.kind === 'scalar' && value.span.end > value.span.start;
}

function aliasBehind(document: ParsedDocument, offset: number): Span | undefined {
  return marksOf(document).find(({ kind, span }) => kind === 'alias' && span.start >= offset)?.span;
}

/** A mapping or list in whose place an interpolation is written. */
function isInterpolation({ text }: ParsedDocument, { kind, span }: TreeNode): boolean {
  return kind !== 'scalar' && text.startsWith('${', span.start + quotes(text, span.start));
}

function quotes(text: string, offset: number): number {
  return /["']/.test(text.charAt(offset)) ? 1 : 0;
}

/** Where the value is that an interpolation of nothing but a path from the root stands for. */
function sourceOf(document: ParsedDocument, node: TreeNode): Span | undefined {
  const written = writtenIn(document, node);
  const [only, ...others] = written === undefined ? [] : fragmentsOf(written);
  if (typeof only !== 'object' || only.kind !== 'path' || only.levels > 0 || others.length > 0)
    return undefined;
  const path = only.keys.map(key => (/^\d+$/.test(key) ? Number(key) : key));
  const found = nodeAtPath(document.root, path);
  return found && firstLine(document, found.span);
}

function writtenIn({ text }: ParsedDocument, node: TreeNode): string | undefined {
  if (node.kind === 'scalar') return node.resolvedFrom;
  const quote = quotes(text, node.span.start);
  return text.slice(node.span.start + quote, node.span.end - quote);
}

/** Of a text of several lines the first, without its line break: a diagnostic marks where it begins. */
function firstLine({ text }: ParsedDocument, span: Span): Span {
  const line = /^[^\r\n]*/.exec(text.slice(span.start, span.end))?.[0].trimEnd() ?? '';
  return line.length === span.end - span.start ? span : { start: span.start, end: span.start + line.length };
}

/** The path by which a node is reached without an alias, a merge key or an interpolation. */
function ownPath(root: TreeNode | undefined, wanted: TreeNode): Path | undefined {
  const isWanted = ({ kind, span }: TreeNode) =>
    kind === wanted.kind && span.start === wanted.span.start && span.end === wanted.span.end;
  const inside = (node: TreeNode, path: Path): Path | undefined => {
    if (isWanted(node)) return path;
    if (node.kind === 'scalar' || !isWithin(wanted.span, node.span)) return undefined;
    const children =
      node.kind === 'sequence'
        ? node.items.map((item, index) => [item, index] as const)
        : node.entries.filter(entry => !entry.merged).map(entry => [entry.value, keyText(entry)] as const);
    for (const [child, step] of children) {
      const found = isWithin(child.span, node.span) ? inside(child, [...path, step]) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return root && inside(root, []);
}
