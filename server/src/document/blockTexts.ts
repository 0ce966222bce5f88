/** Texts over several lines that have no quotes around them. */
import { lineAt, lineEnd } from './positions';
import type { ParsedDocument, TreeNode } from './tree';

/** Where such texts end, by where they begin, as the tree has them. */
export function textsOverLines({ root, text }: ParsedDocument): ReadonlyMap<number, number> {
  const ends = new Map<number, number>();
  if (root === undefined) return ends;
  // What an alias stands for is in the tree once for each alias.
  const seen = new Set<TreeNode>();
  const open: TreeNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'sequence') open.push(...node.items);
    else if (node.kind === 'mapping') for (const { key, value } of node.entries) open.push(key, value);
    else if (isOverLines(text, node.span.start, node.span.end)) ends.set(node.span.start, node.span.end);
  }
  return ends;
}

function isOverLines(text: string, start: number, end: number): boolean {
  if (text[start] === '"' || text[start] === "'") return false;
  const lineBreak = text.slice(start, end).search(/[\r\n]/);
  return lineBreak !== -1;
}

const header = /[|>][-+0-9]*[ \t]*(?:#.*)?$/my;

/**
 * Where a block of text that begins at an offset ends, or undefined where none begins there.
 *
 * @param owner column of the key or dash that the text belongs to: its lines stand deeper
 */
export function blockTextEnd(document: ParsedDocument, start: number, owner: number): number | undefined {
  header.lastIndex = start;
  if (!header.test(document.text)) return undefined;
  const first = lineAt(document, start);
  let last = first;
  for (let line = first + 1; line < document.lineStarts.length; line += 1) {
    const text = document.text.slice(document.lineStarts[line] ?? 0, lineEnd(document, line));
    if (text.trim() === '') continue;
    if (text.search(/[^ ]/) <= owner) break;
    last = line;
  }
  return lineEnd(document, last);
}
