/** Keys and values that fit at the cursor, also on a line that is half typed. */
import type { CompletionItem, Position } from 'vscode-languageserver';
import { contextAt } from '../../document/cursor/contextAt';
import { lineAt, offsetAt } from '../../document/tree/positions';
import { lineText } from '../../document/tree/textIn';
import type { ParsedDocument } from '../../document/tree/tree';
import type { Translate } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { ownsWhatFollows } from './below';
import { isInText } from './enclosed';
import { interpolationItems } from './interpolation';
import { keyItems } from './keys';
import { soundItems } from './soundItems';
import { listItems, valueItems } from './values';
import { applicationItems } from './whole/applications';
import { fileItems } from './whole/files';
import { nodeItems } from './whole/nodes';

export interface CompletionOptions {
  /** The client takes snippets. */
  readonly snippets?: boolean;
  /** A command of the client that shows completions; is run behind a key whose values are known. */
  readonly suggestCommand?: string | undefined;
}

/** Keys in the order of the schema, those that are required and missing first; values with the likely ones first. */
export function completion(
  analysis: Analysis,
  position: Position,
  translate: Translate,
  options: CompletionOptions = {},
): CompletionItem[] {
  return soundItems(analysis.document, itemsAt(analysis, position, translate, options));
}

function itemsAt(
  analysis: Analysis,
  position: Position,
  translate: Translate,
  { snippets = false, suggestCommand }: CompletionOptions,
): CompletionItem[] {
  const offset = offsetAt(analysis.document, position);
  const interpolation = interpolationItems(analysis, offset, { translate, snippets });
  if (interpolation !== undefined) return interpolation;
  const { document } = analysis;
  // A tree that is whole knows more than the line does; while somebody is typing, it may not be.
  if (document.problems.length === 0 && isInText(document, offset)) return [];
  const context = contextAt(document, offset);
  if (context === undefined) return [];
  const place = { analysis, context, offset, translate, snippets, suggestCommand };
  if (context.kind === 'value') return ownsWhatFollows(place) ? [] : valueItems(place);
  const behind = context.inFlow === true ? '' : textBehind(document, context.span.end);
  // What stands behind a new key on its line would become its value.
  if (!/^(?:[:#]|$)/.test(behind)) return [];
  const items = [...keyItems(place), ...listItems(place)];
  if (behind.startsWith(':')) return items;
  return [...fileItems(place), ...items, ...applicationItems(place), ...nodeItems(place)];
}

function textBehind(document: ParsedDocument, offset: number): string {
  const line = lineAt(document, offset);
  return lineText(document, line)
    .slice(offset - (document.lineStarts[line] ?? 0))
    .trimStart();
}
