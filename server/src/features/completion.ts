/** Keys and values that fit at the cursor, also on a line that is half typed. */
import {
  CompletionItemKind,
  InsertTextMode,
  MarkupKind,
  type CompletionItem,
  type Position,
} from 'vscode-languageserver';
import { contextAtOffset, type CursorContext } from '../document/cursor';
import { columnOf, quoteIfNeeded } from '../document/edit';
import { keyText, nodeAtPath } from '../document/locate';
import { offsetAt, rangeOf } from '../document/positions';
import type { Entry, Path, Span } from '../document/tree';
import { fieldAt, fieldsOf, type FieldInfo } from '../schema/table';
import { text, type Translate } from '../text/text';
import type { Analysis } from './analysis';
import { fieldContext, tableOf } from './fieldContext';
import { fieldMarkdown, valueText } from './fieldText';

/** Keys in the order of the schema, those that are required and missing first; values with the default first. */
export function completion(analysis: Analysis, position: Position, translate: Translate): CompletionItem[] {
  const offset = offsetAt(analysis.document, position);
  const context = contextAtOffset(analysis.document, offset);
  if (context === undefined) return [];
  return context.kind === 'value'
    ? valueItems(analysis, context, offset, translate)
    : [...keyItems(analysis, context, offset, translate), ...listItems(analysis, context, offset, translate)];
}

function keyItems(
  analysis: Analysis,
  context: CursorContext,
  offset: number,
  translate: Translate,
): CompletionItem[] {
  const fields = fieldsOf(tableOf(analysis), context.path, fieldContext(analysis, context.path, offset));
  const beside = entriesBeside(analysis, context);
  if (!isAligned(analysis, context, beside)) return [];
  const present = new Set(beside.map(keyText));
  const range = rangeOf(analysis.document, context.span);
  return fields
    .filter(field => !present.has(field.key))
    .map((field, index) => ({
      label: field.key,
      kind: CompletionItemKind.Property,
      detail: field.required ? translate(text('{0}, required', field.typeText)) : field.typeText,
      documentation: { kind: MarkupKind.Markdown, value: fieldMarkdown(field, translate) },
      sortText: `${rank(field)}${String(index).padStart(3, '0')}`,
      insertTextMode: InsertTextMode.asIs,
      textEdit: { range, newText: keyEdit(field, context) },
    }));
}

/** Required fields first, fields without effect last. */
function rank({ required, noEffect }: FieldInfo): number {
  if (noEffect) return 2;
  return required ? 0 : 1;
}

/** What the mapping has already, but for the entry under the cursor. */
function entriesBeside({ document }: Analysis, { path, span }: CursorContext): Entry[] {
  const node = nodeAtPath(document.root, path);
  const isUnderCursor = ({ start, end }: Span) => start <= span.end && end >= span.start;
  return node?.kind === 'mapping' ? node.entries.filter(entry => !isUnderCursor(entry.key.span)) : [];
}

/** A key at another column than those beside it would break the text. */
function isAligned(
  { document }: Analysis,
  { column, needsBlank }: CursorContext,
  beside: readonly Entry[],
): boolean {
  const own = beside.filter(entry => !entry.merged);
  return (
    needsBlank || own.length === 0 || own.some(entry => columnOf(document, entry.key.span.start) === column)
  );
}

/** The key with its colon, and the beginning of its value where that stands on lines of its own. */
function keyEdit(field: FieldInfo, { column, hasColon, needsBlank }: CursorContext): string {
  const key = (needsBlank ? ' ' : '') + field.key;
  if (hasColon) return key;
  const { types } = field.shape;
  const indent = `\n${' '.repeat(column + (needsBlank ? 1 : 0) + 2)}`;
  if (types.includes('object')) return `${key}:${indent}`;
  return types.includes('array') ? `${key}:${indent}- ` : `${key}: `;
}

function valueItems(
  analysis: Analysis,
  context: CursorContext,
  offset: number,
  translate: Translate,
): CompletionItem[] {
  const path = context.key === undefined ? context.path : [...context.path, context.key];
  return valuesAt(analysis, path, context, offset, translate);
}

/** Values of a list whose items are no mappings, which the list's own field knows. */
function listItems(
  analysis: Analysis,
  context: CursorContext,
  offset: number,
  translate: Translate,
): CompletionItem[] {
  const isItem = context.kind === 'item' && typeof context.path.at(-1) === 'number';
  return isItem ? valuesAt(analysis, context.path.slice(0, -1), context, offset, translate) : [];
}

function valuesAt(
  analysis: Analysis,
  path: Path,
  context: CursorContext,
  offset: number,
  translate: Translate,
): CompletionItem[] {
  const field = fieldAt(tableOf(analysis), path, fieldContext(analysis, path, offset));
  if (field === undefined) return [];
  const isList = context.kind === 'item';
  const range = rangeOf(analysis.document, context.span);
  return choices(field, isList).map(({ value, isDefault }, index) => {
    const source = typeof value === 'string' ? quoteIfNeeded(value) : valueText(value);
    return {
      label: source,
      kind: CompletionItemKind.Value,
      ...(isDefault && { detail: translate(text('default')) }),
      documentation: { kind: MarkupKind.Markdown, value: fieldMarkdown(field, translate) },
      sortText: String(index).padStart(3, '0'),
      insertTextMode: InsertTextMode.asIs,
      textEdit: { range, newText: (context.needsBlank ? ' ' : '') + source },
    };
  });
}

interface Choice {
  readonly value: unknown;
  readonly isDefault: boolean;
}

/** The default, then the values that are accepted or else worth offering. */
function choices(field: FieldInfo, isList: boolean): Choice[] {
  const { types, items, values: own } = field.shape;
  const isScalar = (value: unknown) => value !== null && value !== undefined && typeof value !== 'object';
  const listed = isList ? (items?.values ?? []) : (own ?? (types.includes('boolean') ? [true, false] : []));
  const offered = [field.default, ...listed, ...field.examples.flatMap(example => example)].filter(isScalar);
  return [...new Set(offered)].map(value => ({ value, isDefault: value === field.default }));
}
