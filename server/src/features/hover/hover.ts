/** What the field under the mouse means, and what it comes to in this file. */
import type { Hover, Position } from 'vscode-languageserver';
import { contextAt } from '../../document/cursor/contextAt';
import { nodeAtOffset, type Located } from '../../document/tree/locate';
import { markAt } from '../../document/cursor/marks';
import { lineAt, offsetAt, rangeOf } from '../../document/tree/positions';
import type { ParsedDocument, Path, Span } from '../../document/tree/tree';
import { joined, ownMarkdown, plainWords, type Markdown } from '../../text/markdown';
import type { Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { fieldMarkdown } from '../fields/fieldText';
import { hoverNotes } from './notes';
import { markNotes } from './marks';
import { knownField } from '../fields/knownFields';
import { markup } from '../markup';

/** Null where nothing is known of the place. */
export function hover(analysis: Analysis, position: Position, translate: Translate): Hover | null {
  const offset = offsetAt(analysis.document, position);
  const mark = markAt(analysis.document, offset);
  if (mark !== undefined) return hoverOf(analysis, markNotes(analysis.document, mark, translate), mark.span);
  const place = placeAt(analysis, offset);
  if (place === undefined) return null;
  const field = knownField(analysis, place.path, offset);
  if (field === undefined) return null;
  const notes = hoverNotes({ analysis, path: place.path, offset, field }, translate);
  const name = ownMarkdown(`**${plainWords(field.key)}**`);
  const value = joined([name, fieldMarkdown(field, translate), ...notes], '\n\n');
  return hoverOf(analysis, value, place.span);
}

function hoverOf({ document }: Analysis, value: Markdown, span: Span): Hover {
  return { contents: markup(value), range: rangeOf(document, span) };
}

/** The field whose key or scalar value is at an offset. An item of a list speaks for the list. */
function placeAt({ document }: Analysis, offset: number): { path: Path; span: Span } | undefined {
  const located = nodeAtOffset(document, offset);
  if (located !== undefined && isTrustworthy(document, located)) {
    const path = typeof located.path.at(-1) === 'number' ? located.path.slice(0, -1) : located.path;
    if (located.inKey && located.entry !== undefined) return { path, span: located.entry.key.span };
    if (located.node.kind === 'scalar') return { path, span: located.node.span };
  }
  // While a line is half typed the tree may lack it; its columns still tell where it belongs.
  const context = contextAt(document, offset);
  if (context?.kind !== 'value' || context.key === undefined || context.prefix === '') return undefined;
  return { path: [...context.path, context.key], span: context.span };
}

/** An open quote swallows the lines below it, which are then no part of that text to the person who typed them. */
function isTrustworthy(document: ParsedDocument, { node, inKey }: Located): boolean {
  const isLong =
    node.kind === 'scalar' && lineAt(document, node.span.start) < lineAt(document, node.span.end);
  return inKey || !isLong || document.problems.length === 0;
}
