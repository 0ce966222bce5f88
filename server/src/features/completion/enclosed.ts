/** What the tree says of a place that its line alone does not show. */
import { nodeAtOffset, nodeAtPath } from '../../document/tree/locate';
import type { CursorContext } from '../../document/cursor/cursor';
import type { ParsedDocument, TreeNode } from '../../document/tree/tree';

/** True inside of a text over several lines, none of which is a key or a value of its own. */
export function isInText(document: ParsedDocument, offset: number): boolean {
  const found = nodeAtOffset(document, offset);
  const node = found?.inKey === true ? found.entry?.key : found?.node;
  if (node?.kind !== 'scalar') return false;
  const text = document.text.slice(node.span.start, node.span.end);
  // A block of text ends with its last line break, behind which something else begins.
  const isBehind = offset === node.span.end && /[\r\n]$/.test(text);
  return /[\r\n]/.test(text.trimEnd()) && !isBehind;
}

/**
 * True where what the place belongs to is a mapping or a list, as it is wanted, or is still to become one: it has no
 * value yet, or only the word at the cursor. While a text is broken this is unknown.
 */
export function isHeldBy(
  { root, problems }: ParsedDocument,
  { path, span, quote }: CursorContext,
  kind: Exclude<TreeNode['kind'], 'scalar'>,
): boolean {
  const node = nodeAtPath(root, path);
  if (problems.length > 0 || node === undefined || node.kind === kind) return true;
  if (node.kind !== 'scalar') return false;
  const around = quote ?? span;
  return (
    node.span.start === node.span.end || (node.span.start >= around.start && node.span.end <= around.end)
  );
}
