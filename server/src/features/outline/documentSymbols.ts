/** The outline: applications with their blocks, or nodes, by name, so that a long file can be gone through. */
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import { rangeOf } from '../../document/tree/positions';
import type { Entry, MappingNode, ParsedDocument, TreeNode } from '../../document/tree/tree';
import type { Span } from '../../document/tree/span';
import type { Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { detailsOf, type Details } from './details';

/** Levels below an application that are shown: `deployments`, its items, and two of blocks in them. */
const deepest = 4;

/** Top-level keys; below `applications` and `nodes` their items, and below these the blocks that they are made of. */
export function documentSymbols(analysis: Analysis, translate: Translate): DocumentSymbol[] {
  const { root } = analysis.document;
  if (root?.kind !== 'mapping') return [];
  const outline = new Outline(analysis.document, detailsOf(analysis, translate));
  return ownEntries(root).map(entry => outline.topLevel(entry));
}

class Outline {
  constructor(
    private readonly document: ParsedDocument,
    private readonly details: Details,
  ) {}

  topLevel(entry: Entry): DocumentSymbol {
    const { key, value } = entry;
    const name = String(key.value);
    const isList = (name === 'applications' || name === 'nodes') && value.kind === 'sequence';
    return this.ofKey(entry, isList ? this.items(value.items, SymbolKind.Module, deepest, undefined) : []);
  }

  private ofKey({ key, value }: Entry, children: DocumentSymbol[]): DocumentSymbol {
    const span = { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
    return this.symbol(String(key.value), SymbolKind.Property, span, key.span, children, value);
  }

  /** @param within what the items stand in; what an alias brings stands elsewhere and is left out */
  private items(
    items: readonly TreeNode[],
    kind: SymbolKind,
    levels: number,
    within: Span | undefined,
  ): DocumentSymbol[] {
    return items.flatMap((item, index) =>
      within !== undefined && !isInside(item.span, within) ? [] : [this.ofItem(item, index, kind, levels)],
    );
  }

  private ofItem(item: TreeNode, index: number, kind: SymbolKind, levels: number): DocumentSymbol {
    const entries = item.kind === 'mapping' ? ownEntries(item) : [];
    const name = entries.find(entry => entry.key.value === 'name')?.value;
    const label = name?.kind === 'scalar' && typeof name.value === 'string' ? name.value : '';
    const place = label === '' ? (entries[0]?.key.span ?? item.span) : (name?.span ?? item.span);
    const children = this.blocks(entries, levels, item.span);
    return this.symbol(label || `[${index}]`, kind, item.span, place, children, item);
  }

  /** Those of the entries that are blocks: what stands in a single line is found in the block. */
  private blocks(entries: readonly Entry[], levels: number, within: Span): DocumentSymbol[] {
    if (levels === 0) return [];
    return entries.flatMap(entry => {
      const { key, value } = entry;
      if (value.kind === 'scalar' || !isInside(value.span, { start: key.span.end, end: within.end }))
        return [];
      if (value.kind === 'mapping')
        return [this.ofKey(entry, this.blocks(ownEntries(value), levels - 1, value.span))];
      const items = value.items.filter(item => item.kind === 'mapping');
      return items.length === 0
        ? []
        : [this.ofKey(entry, this.items(items, SymbolKind.Object, levels - 1, value.span))];
    });
  }

  private symbol(
    name: string,
    kind: SymbolKind,
    span: Span,
    selection: Span,
    children: DocumentSymbol[],
    node: TreeNode,
  ): DocumentSymbol {
    const detail = this.details.get(node);
    return {
      // An empty name is refused by editors.
      name: name.trim() || '""',
      kind,
      range: rangeOf(this.document, span),
      // An alias stands for text elsewhere, and a selection outside of its range is refused too.
      selectionRange: rangeOf(this.document, isInside(selection, span) ? selection : span),
      children,
      ...(detail !== undefined && { detail }),
    };
  }
}

function isInside({ start, end }: Span, { start: first, end: last }: Span): boolean {
  return start >= first && end <= last;
}

/** Entries that stand in the mapping's own text. */
function ownEntries(mapping: MappingNode): Entry[] {
  return mapping.entries.filter(entry => !entry.merged);
}
