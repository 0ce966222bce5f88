/** The outline: applications or nodes by name, so that a long file can be gone through. */
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import { rangeOf } from '../document/tree/positions';
import type { Entry, MappingNode, ParsedDocument, TreeNode } from '../document/tree/tree';
import type { Span } from '../document/tree/span';
import type { Analysis } from '../analysis/analysis';

/** Top-level keys, and below `applications` and `nodes` their items. */
export function documentSymbols({ document }: Analysis): DocumentSymbol[] {
  const { root } = document;
  return root?.kind === 'mapping' ? ownEntries(root).map(entry => keySymbol(document, entry)) : [];
}

function keySymbol(document: ParsedDocument, { key, value }: Entry): DocumentSymbol {
  const name = String(key.value);
  const children =
    (name === 'applications' || name === 'nodes') && value.kind === 'sequence'
      ? value.items.map((item, index) => itemSymbol(document, item, index))
      : [];
  const span = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
  return symbol(document, name, SymbolKind.Property, span, key.span, children);
}

function itemSymbol(document: ParsedDocument, item: TreeNode, index: number): DocumentSymbol {
  const entries = item.kind === 'mapping' ? ownEntries(item) : [];
  const name = entries.find(entry => entry.key.value === 'name')?.value;
  const label = name?.kind === 'scalar' && typeof name.value === 'string' ? name.value : '';
  const place = label === '' ? (entries[0]?.key.span ?? item.span) : (name?.span ?? item.span);
  return symbol(document, label || `[${index}]`, SymbolKind.Module, item.span, place, []);
}

function symbol(
  document: ParsedDocument,
  name: string,
  kind: SymbolKind,
  span: Span,
  selection: Span,
  children: DocumentSymbol[],
): DocumentSymbol {
  return {
    // An empty name is refused by editors.
    name: name.trim() || '""',
    kind,
    range: rangeOf(document, span),
    // An alias stands for text elsewhere, and a selection outside of its range is refused too.
    selectionRange: rangeOf(
      document,
      selection.start >= span.start && selection.end <= span.end ? selection : span,
    ),
    children,
  };
}

/** Entries that stand in the mapping's own text. */
function ownEntries(mapping: MappingNode): Entry[] {
  return mapping.entries.filter(entry => !entry.merged);
}
