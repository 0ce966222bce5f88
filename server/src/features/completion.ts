/** Keys and values that fit at the cursor, also on a line that is half typed. */
import type { CompletionItem, Position } from 'vscode-languageserver';
import { contextAtOffset, type CursorContext } from '../document/cursor';
import { flowContextAtOffset } from '../document/flowContext';
import { lineAt, lineEnd, offsetAt } from '../document/positions';
import type { ParsedDocument } from '../document/tree';
import type { Translate } from '../text/text';
import type { Analysis } from './analysis';
import { applicationItems } from './completion/applications';
import { ownsWhatFollows } from './completion/below';
import { isInBrackets, isInText } from './completion/enclosed';
import { interpolationItems } from './completion/interpolation';
import { keyItems } from './completion/keys';
import { soundItems } from './completion/soundItems';
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
  options: CompletionOptions = {},
): CompletionItem[] {
  return soundItems(analysis.document, itemsAt(analysis, position, translate, options));
}

function itemsAt(
  analysis: Analysis,
  position: Position,
  translate: Translate,
  { snippets = false }: CompletionOptions,
): CompletionItem[] {
  const offset = offsetAt(analysis.document, position);
  const interpolation = interpolationItems(analysis, offset, { translate, snippets });
  if (interpolation !== undefined) return interpolation;
  const { document } = analysis;
  const context = contextAt(document, offset);
  if (context === undefined) return [];
  const place = { analysis, context, offset, translate, snippets };
  if (context.kind === 'value') return ownsWhatFollows(place) ? [] : valueItems(place);
  const behind = context.inFlow === true ? '' : textBehind(document, context.span.end);
  // What stands behind a new key on its line would become its value.
  if (!context.hasColon && !/^(?:#|$)/.test(behind)) return [];
  const items = [...keyItems(place), ...listItems(place)];
  return context.hasColon ? items : [...items, ...applicationItems(place)];
}

function contextAt(document: ParsedDocument, offset: number): CursorContext | undefined {
  // A tree that is whole knows more than the line does; while somebody is typing, it may not be.
  const isWhole = document.problems.length === 0;
  if (isWhole && isInText(document, offset)) return undefined;
  const inFlow = flowContextAtOffset(document, offset);
  if (inFlow !== undefined || (isWhole && isInBrackets(document, offset))) return inFlow;
  const context = contextAtOffset(document, offset);
  // What the line begins with may be the rest of brackets of the lines above, and its end the beginning of others.
  const ends = context === undefined ? [] : [context.span.start, context.span.end];
  return isWhole && ends.some(end => isInBrackets(document, end)) ? undefined : context;
}

function textBehind(document: ParsedDocument, offset: number): string {
  return document.text.slice(offset, lineEnd(document, lineAt(document, offset))).trimStart();
}
