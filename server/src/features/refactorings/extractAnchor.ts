/**
 * Writes a block once that a file repeats: an anchor at the first, aliases in the place of the others. The loader makes
 * the same values of it, since an alias is a copy to OmegaConf.
 */
import type { TextEdit } from '../../document/tree/finding';
import { isSameMeaning, meaningOf } from '../../document/format/meaning';
import type { Entry, ParsedDocument, TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { Refactoring, Wanted } from './refactoring';

/** One for each block around the cursor, the innermost first, that stands elsewhere under the same key as well. */
export function extractAnchors(document: ParsedDocument, { offset }: Wanted): Refactoring[] {
  if (document.problems.length > 0 || document.root === undefined) return [];
  const blocks: Block[] = [];
  collect(document, document.root, blocks);
  const around = blocks.filter(
    ({ entry }) => entry.key.span.start <= offset && offset <= entry.value.span.end,
  );
  return around.reverse().flatMap(
    block =>
      extraction(
        document,
        blocks.filter(other => isTwin(block, other)),
        offset,
      ) ?? [],
  );
}

interface Block {
  readonly entry: Entry;
  readonly meaning: string;
  /** What stands between the key and the value, with the colon. */
  readonly between: string;
}

/** Mappings and lists below keys that hold more than one value and are written where they stand, in order of the text. */
function collect(document: ParsedDocument, node: TreeNode, blocks: Block[]): void {
  if (node.kind === 'scalar') return;
  const { start, end } = node.span;
  if (node.kind === 'sequence') {
    for (const item of node.items) if (isInside(item, start, end)) collect(document, item, blocks);
    return;
  }
  for (const entry of node.entries) {
    const { key, value, merged } = entry;
    if (merged || value.kind === 'scalar' || !isInside(value, key.span.end, end)) continue;
    const between = document.text.slice(key.span.end, value.span.start);
    if (leaves(value) > 1 && typeof key.value === 'string')
      blocks.push({ entry, meaning: `${key.value}=${meaningOf(value)}`, between });
    collect(document, value, blocks);
  }
}

/** False for what an alias stands for: its text is elsewhere. */
function isInside({ span }: TreeNode, start: number, end: number): boolean {
  return span.start >= start && span.end <= end;
}

function leaves(node: TreeNode): number {
  if (node.kind === 'scalar') return 1;
  const children = node.kind === 'sequence' ? node.items : node.entries.map(({ value }) => value);
  return children.reduce((sum, child) => sum + leaves(child), 0);
}

function isTwin(block: Block, other: Block): boolean {
  return block.meaning === other.meaning;
}

function extraction(
  document: ParsedDocument,
  twins: readonly Block[],
  offset: number,
): Refactoring | undefined {
  const [first, ...others] = twins;
  const own = first && /^[ \t]*:(?:[ \t]+&([\w-]+))?(?=\s)/.exec(first.between);
  if (first === undefined || own === null || own === undefined) return undefined;
  const replaced = others.filter(block => isPlain(document, block));
  const isMeant = [first, ...replaced].some(({ entry }) => isAround(entry, offset));
  if (replaced.length === 0 || !isMeant) return undefined;
  const key = String(first.entry.key.value);
  const name = own[1] ?? freeName(document, key);
  const colon = first.entry.key.span.end + first.between.indexOf(':') + 1;
  const anchor = own[1] === undefined ? [{ span: { start: colon, end: colon }, newText: ` &${name}` }] : [];
  const edits: TextEdit[] = [...anchor, ...replaced.flatMap(block => aliasing(document, block, name))];
  if (!isSameMeaning(document, edits)) return undefined;
  return {
    title: text('Write `{0}` once for {1} {1|place|places} (anchor and aliases)', key, replaced.length + 1),
    kind: 'refactor.extract',
    edits,
  };
}

function isAround({ key, value }: Entry, offset: number): boolean {
  return key.span.start <= offset && offset <= value.span.end;
}

/** Without comments, anchors and aliases inside, which would be lost, and without properties of its own. */
function isPlain({ text: source }: ParsedDocument, { entry: { value }, between }: Block): boolean {
  const inside = source.slice(value.span.start, value.span.end);
  return !/(?:^|\s)#|[&*]/.test(inside) && /^[ \t]*:[ \t]*(?:#[^\r\n]*)?(?:[\r\n]\s*)?$/.test(between);
}

/** A comment behind the key stays there. */
function aliasing(document: ParsedDocument, { entry, between }: Block, name: string): TextEdit[] {
  const { key, value } = entry;
  const colon = key.span.end + between.indexOf(':') + 1;
  const line = /^[ \t]*:[ \t]*(?:#[^\r\n]*)?/.exec(between)?.[0].length ?? 0;
  if (!/[\r\n]/.test(between)) return [{ span: { start: colon, end: value.span.end }, newText: ` *${name}` }];
  const content = document.text.slice(value.span.start, value.span.end).trimEnd().length;
  const rest = { start: key.span.end + line, end: value.span.start + content };
  if (between.includes('#'))
    return [
      { span: { start: colon, end: colon }, newText: ` *${name}` },
      { span: rest, newText: '' },
    ];
  return [{ span: { start: colon, end: rest.end }, newText: ` *${name}` }];
}

/** The key, or the key with a number. */
function freeName({ text: source }: ParsedDocument, key: string): string {
  const base = key.replace(/[^\w-]/g, '_') || 'block';
  const taken = new Set(Array.from(source.matchAll(/&([^\s,[\]{}]+)/g), ([, name]) => name));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
