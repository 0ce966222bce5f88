/** Whether two texts mean the same to the loader. */
import { applyEdits } from '../edits/applyEdits';
import type { TextEdit } from '../tree/finding';
import { parseDocument } from '../parse';
import type { ParsedDocument, TreeNode } from '../tree/tree';

/** True where a text after edits is read without problems and as the same values, in the same order. */
export function isSameMeaning(document: ParsedDocument, edits: readonly TextEdit[]): boolean {
  if (edits.length === 0) return true;
  const before = asWritten(document);
  const after = parseDocument(applyEdits(document.text, edits));
  return after.problems.length === 0 && meaningOf(after.root) === meaningOf(before.root);
}

/** A document with its interpolations as they are written: what they stand for follows from that. */
export function asWritten(document: ParsedDocument): ParsedDocument {
  return document.text.includes('${') ? parseDocument(document.text) : document;
}

/** The value of a node as a text that is the same for the same value, wherever and however it is written. */
export function meaningOf(node: TreeNode | undefined): string {
  if (node === undefined) return 'nothing';
  switch (node.kind) {
    case 'mapping': {
      const entries = node.entries.map(({ key, value }) => `${meaningOf(key)}:${meaningOf(value)}`);
      return `{${entries.join(',')}}`;
    }
    case 'sequence':
      return `[${node.items.map(meaningOf).join(',')}]`;
    case 'scalar': {
      const { value } = node;
      const known = value instanceof Uint8Array ? `bytes ${value.join(' ')}` : JSON.stringify(valueOf(value));
      return node.interpolated ? `\${${known}}` : known;
    }
  }
}

function valueOf(value: string | number | bigint | boolean | null): unknown {
  if (typeof value === 'bigint') return ['bigint', String(value)];
  // JSON has no such numbers.
  if (typeof value === 'number' && !Number.isFinite(value)) return ['number', String(value)];
  return Object.is(value, -0) ? ['number', '-0'] : value;
}
