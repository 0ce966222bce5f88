/** The keys that a mapping may have and has not yet. */
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import type { CursorContext } from '../../document/cursor/cursor';
import { keyText, nodeAtPath } from '../../document/tree/locate';
import { columnOf } from '../../document/tree/positions';
import type { Entry, Span } from '../../document/tree/tree';
import type { FieldInfo } from '../../schema/table/fieldInfo';
import { openMappingAt } from '../../schema/table/openFields';
import { isRefused } from '../../schema/table/refusedKeys';
import { text } from '../../text/text';
import type { Analysis } from '../../analysis/analysis';
import { fieldContext } from '../fields/fieldContext';
import { fieldMarkdown, valueText } from '../fields/fieldText';
import { knownFields } from '../fields/knownFields';
import { blockOf } from './block';
import { itemOf, ordinal, type Offer } from './item';
import { meant } from './meant';
import { isOneLineList } from './oneLine';
import { opensMore } from './opens';
import { ownsWhatFollows } from './below';
import { isHeldBy } from './enclosed';
import { hardwareOf } from './likely/hardware';
import { runsOn } from './runsOn';
import type { Place } from './place';
import { literal } from './snippet';

/** Those that are required and missing first, those without effect last, each with the beginning of its value. */
export function keyItems(place: Place): CompletionItem[] {
  const { analysis, context, offset } = place;
  // A mapping inside of a list in brackets is nothing that anybody writes on one line.
  if (context.inFlow === true && context.kind === 'item') return [];
  const fields = knownFields(analysis, context.path, offset);
  if (fields.length === 0) return [];
  if (!isHeldBy(analysis.document, context, 'mapping')) return [];
  const beside = entriesBeside(analysis, context);
  if (!isAligned(analysis, context, beside)) return [];
  const present = new Set(beside.map(keyText));
  const isOwner = ownsWhatFollows(place);
  // Between a key and what belongs to it, a new key would take that away.
  if (isOwner && context.prefix === '') return [];
  const refusing = { path: context.path, beside, kind: fieldContext(analysis, context.path, offset).kind };
  const offered = fields.filter(
    ({ key, shape }) => !present.has(key) && !isRefused(key, refusing) && (!isOwner || isBlock(shape)),
  );
  const how = meant(
    context.prefix,
    offered.map(({ key }) => key),
  );
  return offered.map((field, index) => {
    const { distance, filterText } = how(field.key);
    const offer = {
      ...offerOf(place, field),
      ...(isOwner && { newText: `${written(place, field)}:`, snippet: undefined, opens: false }),
      ...(filterText !== undefined && { filterText }),
    };
    return itemOf(place, offer, `${rank(field)}${distance}${ordinal(index)}`);
  });
}

function offerOf(place: Place, field: FieldInfo): Offer {
  const { translate, snippets } = place;
  const isBefore = runsOn(place);
  const value = isOneLineList(field) ? '[$1]' : '$1';
  const block = isBefore
    ? `${literal(written(place, field))}: ${value},`
    : snippets
      ? (listSnippet(place, field) ?? blockSnippet(place, field))
      : undefined;
  const isFilled = block !== undefined && !isBefore && !isOneLineList(field);
  const opens = isFilled ? false : opensMore(place, field);
  return {
    label: field.key,
    opens,
    kind: CompletionItemKind.Property,
    detail: field.required ? translate(text('{0}, required', field.typeText)) : field.typeText,
    documentation: fieldMarkdown(field, translate),
    ...(block === undefined ? { newText: keyEdit(place, field) } : { snippet: block }),
  };
}

/** The key as it ends: the quote that it began with is closed. */
function written({ context: { quote } }: Place, { key }: FieldInfo): string {
  return key + (quote?.mark ?? '');
}

function isBlock({ types }: FieldInfo['shape']): boolean {
  return types.includes('object') || types.includes('array');
}

/** Required fields first, and those without which a file does nothing; fields without effect last. */
function rank({ required, noEffect, pattern }: FieldInfo): number {
  if (noEffect) return 2;
  return required || pattern === 'applications' ? 0 : 1;
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
  { column, needsBlank, inFlow = false }: CursorContext,
  beside: readonly Entry[],
): boolean {
  if (inFlow) return true;
  const own = beside.filter(entry => !entry.merged);
  return (
    needsBlank || own.length === 0 || own.some(entry => columnOf(document, entry.key.span.start) === column)
  );
}

/** The key with its colon, and the beginning of its value where that stands on lines of its own. */
function keyEdit(place: Place, field: FieldInfo): string {
  const { context, analysis } = place;
  const { column, hasColon, inFlow = false, needsBlank, path } = context;
  const key = written(place, field);
  if (hasColon) return key;
  if (inFlow) return `${key}: `;
  const { types } = field.shape;
  const indent = `\n${' '.repeat(column + (needsBlank ? 1 : 0) + 2)}`;
  if (types.includes('object')) return `${key}:${indent}`;
  // Without a snippet the cursor cannot go into brackets; values are then offered in theirs.
  if (types.includes('array') && !types.includes('integer') && !isOneLineList(field))
    return `${key}:${indent}- `;
  const isVariable = openMappingAt(path, analysis.kind === 'cluster') === 'environment';
  // A variable is a text, and a number that is not quoted is refused when the application is deployed.
  return isVariable && typeof field.default === 'string' ? `${key}: ${valueText(field.default)}` : `${key}: `;
}

/** The key of a list of one line, with the brackets around the place of its first item. */
function listSnippet(place: Place, field: FieldInfo): string | undefined {
  if (place.context.hasColon || !isOneLineList(field)) return undefined;
  return `${literal(written(place, field))}: [$0]`;
}

/** The key with all that belongs below it. */
function blockSnippet(place: Place, field: FieldInfo): string | undefined {
  const { analysis, context, offset } = place;
  const { column, hasColon, inFlow = false, needsBlank, path } = context;
  if (hasColon || inFlow) return undefined;
  const indent = ' '.repeat(column + (needsBlank ? 1 : 0));
  const hardware = (analysis.kind === 'config' ? hardwareOf(analysis.cluster) : undefined) ?? 'gpu';
  const block = blockOf(field, { ...fieldContext(analysis, path, offset), hardware }, indent);
  return block && `${literal(written(place, field))}:${block}`;
}
