/** Which node an offset is in. */
import type { Entry, ParsedDocument, Path, Span, TreeNode } from './tree';

export interface Located {
  /** Path of the node; of the entry's value if the offset is in a key. */
  readonly path: Path;
  readonly node: TreeNode;
  /** The innermost entry that the offset is in. */
  readonly entry?: Entry;
  readonly inKey: boolean;
}

/** The innermost node at an offset, or undefined between nodes. Merged entries stand elsewhere and are passed over. */
export function nodeAtOffset({ root }: ParsedDocument, offset: number): Located | undefined {
  if (root === undefined || !covers(root, offset)) return undefined;
  let found: Located = { path: [], node: root, inKey: false };
  for (;;) {
    const next = step(found, offset);
    if (next === undefined) return found;
    found = next;
    if (found.inKey) return found;
  }
}

function step({ node, path }: Located, offset: number): Located | undefined {
  if (node.kind === 'sequence') {
    const index = node.items.findIndex(item => covers(item, offset));
    const item = node.items[index];
    return item && { path: [...path, index], node: item, inKey: false };
  }
  if (node.kind === 'scalar') return undefined;
  for (const entry of node.entries) {
    if (entry.merged) continue;
    const inKey = covers(entry.key, offset);
    if (!inKey && !covers(entry.value, offset)) continue;
    return { path: [...path, keyText(entry)], node: entry.value, entry, inKey };
  }
  return undefined;
}

/** A key as paths hold it. */
export function keyText({ key }: Entry): string {
  return key.value instanceof Uint8Array ? '' : String(key.value);
}

/** The node at a path, or undefined where the path leaves the tree. */
export function nodeAtPath(root: TreeNode | undefined, path: Path): TreeNode | undefined {
  let node = root;
  for (const step of path) {
    if (node?.kind === 'sequence' && typeof step === 'number') node = node.items[step];
    else if (node?.kind === 'mapping')
      node = node.entries.find(entry => keyText(entry) === String(step))?.value;
    else return undefined;
  }
  return node;
}

/**
 * Where the value at a path stands. Where the file does not say it, that of the key or item around it; undefined where
 * not even the first step is written. A value that an alias or a merge key brings stands elsewhere, so its key is meant.
 */
export function nearestPlace(root: TreeNode | undefined, path: Path): Span | undefined {
  let node = root;
  let found: TreeNode | undefined;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) break;
    found = next.place;
    node = next.value;
  }
  return found?.span;
}

interface Step {
  readonly value: TreeNode;
  /** What is shown of it. */
  readonly place: TreeNode;
}

function stepInto(node: TreeNode | undefined, step: string | number): Step | undefined {
  if (node?.kind === 'sequence') {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item && { value: item, place: item };
  }
  if (node?.kind !== 'mapping') return undefined;
  const entry = node.entries.find(each => !each.merged && keyText(each) === String(step));
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  const isWritten = value.kind === 'scalar' && value.span.start >= key.span.end;
  return { value, place: isWritten ? value : key };
}

function covers({ span }: TreeNode, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
