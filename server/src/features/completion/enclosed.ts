/** What the tree says of a place that its line alone does not show. */
import { nodeAtOffset, nodeAtPath } from '../../document/locate';
import type { CursorContext } from '../../document/cursor';
import type { ParsedDocument, Span, TreeNode } from '../../document/tree';

/** True inside of a text over several lines, none of which is a key or a value of its own. */
export function isInText(document: ParsedDocument, offset: number): boolean {
  const found = nodeAtOffset(document, offset);
  const node = found?.inKey === true ? found.entry?.key : found?.node;
  return (
    node?.kind === 'scalar' && /[\r\n]/.test(document.text.slice(node.span.start, node.span.end).trimEnd())
  );
}

/** True before the sign that begins the document, or behind the one that ends it. */
export function isOutside({ text }: ParsedDocument, offset: number): boolean {
  const behind = offset === 0 ? `\n${text}` : text.slice(offset - 1);
  return /[\r\n]---(?:\s|$)/.test(behind) || /^\.\.\.(?:\s|$)/m.test(text.slice(0, offset));
}

/** True inside of brackets, on whichever of their lines. */
export function isInBrackets(document: ParsedDocument, offset: number): boolean {
  const path = nodeAtOffset(document, offset)?.path ?? [];
  return [...path, undefined].some((_, length) => {
    const node = nodeAtPath(document.root, path.slice(0, length));
    if (node === undefined || node.kind === 'scalar' || !node.flow) return false;
    return node.span.start < offset && offset < node.span.end;
  });
}

/**
 * True where what the place belongs to is a mapping or a list, as it is wanted, or is still to become one: it has no
 * value yet, or only the word at the cursor. While a text is broken nobody knows.
 */
export function isHeldBy(
  document: ParsedDocument,
  { path, span }: CursorContext,
  kind: Exclude<TreeNode['kind'], 'scalar'>,
): boolean {
  const { root, problems } = document;
  if (problems.length > 0) return true;
  const isTyped = (node: TreeNode) => node.span.start >= span.start && node.span.end <= span.end;
  if (path.length === 0) {
    const word = wordAlone(root);
    if (word !== undefined) return isTyped(word);
    if (root === undefined) return isBlank(document, span);
  }
  const node = nodeAtPath(root, path);
  if (node === undefined || node.kind === kind) return true;
  return node.kind === 'scalar' && (node.span.start === node.span.end || isTyped(node));
}

/** The word that is the whole file, which the loader takes for a key without a value (document/oneText.ts). */
function wordAlone(root: TreeNode | undefined): TreeNode | undefined {
  const entry = root?.kind === 'mapping' && root.entries.length === 1 ? root.entries[0] : undefined;
  // A value that is missing stands behind the colon of its key.
  return entry?.value.span.end === entry?.key.span.end ? entry?.key : undefined;
}

/** True where a text has nothing beside a place but comments and the signs of a document. */
function isBlank({ text }: ParsedDocument, { start, end }: Span): boolean {
  const beside = [text.slice(0, start), text.slice(end)];
  return beside.every(part =>
    part.split(/\r\n?|\n/).every(line => /^\s*(?:#|$|%|---(?:\s|$)|\.\.\.(?:\s|$))/.test(line)),
  );
}
