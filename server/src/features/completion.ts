/** Keys and values that fit at the cursor, also on a line that is half typed. */
import type { CompletionItem, Position } from 'vscode-languageserver';
import { contextAtOffset } from '../document/cursor';
import { flowContextAtOffset } from '../document/flowContext';
import { offsetAt } from '../document/positions';
import type { Translate } from '../text/text';
import type { Analysis } from './analysis';
import { applicationItems } from './completion/applications';
import { interpolationItems } from './completion/interpolation';
import { keyItems } from './completion/keys';
import { listItems, valueItems } from './completion/values';

export interface CompletionOptions {
  /** The client takes snippets. */
  readonly snippets?: boolean;
}

/** Keys in the order of the schema, those that are required and missing first; values with the likely ones first. */
export function completion(
  analysis: Analysis,
  position: Position,
  translate: Translate,
  { snippets = false }: CompletionOptions = {},
): CompletionItem[] {
  const offset = offsetAt(analysis.document, position);
  const interpolation = interpolationItems(analysis, offset, translate);
  if (interpolation !== undefined) return interpolation;
  const { document } = analysis;
  const context = flowContextAtOffset(document, offset) ?? contextAtOffset(document, offset);
  if (context === undefined) return [];
  const place = { analysis, context, offset, translate, snippets };
  return context.kind === 'value'
    ? valueItems(place)
    : [...keyItems(place), ...listItems(place), ...applicationItems(place)];
}
