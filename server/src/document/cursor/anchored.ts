/** What an anchor is put before. */
import type { Mark } from './marks';
import { lineAt } from '../tree/positions';
import type { ParsedDocument, TreeNode } from '../tree/tree';

const comment = /#[^\r\n]*/y;
const tag = /![^\s,[\]{}]*/y;

/** The node of an anchor, or undefined where nothing is written behind it, or nothing that can be read. */
export function anchoredNode(document: ParsedDocument, anchor: Mark): TreeNode | undefined {
  const start = contentBehind(document.text, anchor.span.end);
  const isBeside = lineAt(document, start) === lineAt(document, anchor.span.start);
  let found: TreeNode | undefined;
  for (const { node, isKey } of nodesOf(document)) {
    if (node.span.start !== start || node.span.end === start) continue;
    // On the line of the anchor it is the first key, on a line below the whole mapping that begins with the key.
    if (!isBeside && isKey) continue;
    const isLonger = found === undefined || node.span.end > found.span.end;
    if (found === undefined || isLonger !== isBeside) found = node;
  }
  return found;
}

function contentBehind(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (/\s/.test(text[at] ?? '')) at += 1;
    const pattern = text[at] === '#' ? comment : text[at] === '!' ? tag : undefined;
    if (pattern === undefined) return at;
    pattern.lastIndex = at;
    at += Math.max(1, pattern.exec(text)?.[0].length ?? 0);
  }
}

/** Each node once, and whether it is a key. */
function* nodesOf({ root }: ParsedDocument): Generator<{ node: TreeNode; isKey: boolean }> {
  const seen = new Set<TreeNode>();
  const open = root === undefined ? [] : [{ node: root, isKey: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node } = next;
    if (seen.has(node)) continue;
    seen.add(node);
    yield next;
    if (node.kind === 'sequence') for (const item of node.items) open.push({ node: item, isKey: false });
    if (node.kind !== 'mapping') continue;
    for (const { key, value } of node.entries)
      open.push({ node: key, isKey: true }, { node: value, isKey: false });
  }
}
