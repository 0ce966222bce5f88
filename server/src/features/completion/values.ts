/** Values of a field: what the rest of the file makes likely, then what the schema knows. */
import type { CompletionItem } from 'vscode-languageserver';
import type { Quote } from '../../document/cursor/cursor';
import { quoteIfNeeded } from '../../document/edits/edit';
import type { Path } from '../../document/tree/tree';
import type { FieldInfo } from '../../schema/table/fieldInfo';
import { openMappingAt } from '../../schema/table/openFields';
import { text, type Text } from '../../text/text';
import { fieldMarkdown, valueText } from '../fields/fieldText';
import { knownField } from '../fields/knownFields';
import { likelyValues } from './likely/likelyValues';
import { itemOf, ordinal } from './item';
import { meant } from './meant';
import type { Place } from './place';
import { runsOn } from './runsOn';

export function valueItems(place: Place): CompletionItem[] {
  const { path, key } = place.context;
  return valuesAt(place, key === undefined ? path : [...path, key]);
}

/** Values of a list whose items are no mappings, which the list's own field knows. */
export function listItems(place: Place): CompletionItem[] {
  const { kind, path } = place.context;
  const isItem = kind === 'item' && typeof path.at(-1) === 'number';
  return isItem ? valuesAt(place, path.slice(0, -1)) : [];
}

/**
 * Values that would be offered behind a key at a path.
 *
 * @param isItem the place is that of an item of the key's list
 */
export function valuesBehind(place: Place, path: Path, isItem: boolean): readonly unknown[] {
  const field = knownField(place.analysis, path, place.offset);
  return field === undefined ? [] : offersAt(place, path, field, isItem).map(({ value }) => value);
}

function valuesAt(place: Place, path: Path): CompletionItem[] {
  const { analysis, context, offset, translate } = place;
  const field = knownField(analysis, path, offset);
  if (field === undefined) return [];
  const isVariable = openMappingAt(path.slice(0, -1), analysis.kind === 'cluster') === 'environment';
  const isItem = context.kind === 'item';
  const offered = offersAt(place, path, field, isItem);
  const isWrapped = !isItem && takesListOnly(field);
  const { quote } = context;
  // A number in quotes would be a text, so it takes the place of the quotes.
  const staysQuoted = (value: unknown) => !isWrapped && (typeof value === 'string' || isVariable);
  const sources = offered.map(({ value }) =>
    quote !== undefined && staysQuoted(value) ? String(value) : sourceOf(value, isVariable),
  );
  const how = meant(context.prefix, sources);
  const documentation = fieldMarkdown(field, translate);
  const comma = runsOn(place) ? ',' : '';
  return offered.map(({ value, detail }, index) => {
    const source = sources[index] ?? '';
    const label = isWrapped ? `[${source}]` : source;
    const { distance, filterText = isWrapped ? source : undefined } = how(source);
    const offer = {
      label,
      ...(detail !== undefined && { detail: translate(detail) }),
      documentation,
      ...(filterText !== undefined && { filterText }),
      ...(comma !== '' && { newText: label + comma }),
    };
    const sortText = `${distance}${ordinal(index)}`;
    if (quote === undefined) return itemOf(place, offer, sortText);
    if (staysQuoted(value))
      return itemOf(place, { ...offer, newText: inQuotes(source, quote.mark) + comma }, sortText);
    const withoutQuotes = { ...place, context: { ...context, span: quote } };
    return itemOf(withoutQuotes, { ...offer, filterText: quote.mark + (filterText ?? source) }, sortText);
  });
}

/** The rest of a text behind its first quote. */
function inQuotes(value: string, mark: Quote['mark']): string {
  return mark === "'" ? `${value.replaceAll("'", "''")}'` : JSON.stringify(value).slice(1);
}

/** True for a list whose single item would not be taken in its place. */
function takesListOnly({ shape: { types } }: FieldInfo): boolean {
  return types.includes('array') && types.every(type => type === 'array' || type === 'null');
}

/** A value as YAML. A variable is a text, and a number that is not quoted is refused when the application is deployed. */
function sourceOf(value: unknown, isVariable: boolean): string {
  if (typeof value !== 'string') return valueText(value);
  return isVariable ? valueText(value) : quoteIfNeeded(value);
}

/** What is likely, then what the schema knows. */
function offersAt(place: Place, path: Path, field: FieldInfo, isItem: boolean): Choice[] {
  // What is likely in one version may be unknown in another.
  const likely = likelyValues(place, path).filter(
    ({ value }) => field.values.length === 0 || field.values.includes(String(value)),
  );
  // Devices that another node has are no choice any more.
  const isDevice = field.key === 'gpus' || field.key === 'npus';
  const areTaken = place.analysis.kind === 'cluster' && isDevice && likely.length > 0;
  const known = areTaken ? [] : choices(field, isItem);
  return [...likely, ...known.filter(({ value }) => !likely.some(each => each.value === value))];
}

interface Choice {
  readonly value: unknown;
  readonly detail?: Text;
}

/** The default, then the values that are accepted or else worth offering. */
function choices(field: FieldInfo, isList: boolean): Choice[] {
  const { types, items, values: own } = field.shape;
  const isScalar = (value: unknown) => value !== null && value !== undefined && typeof value !== 'object';
  const listed = isList ? (items?.values ?? []) : (own ?? (types.includes('boolean') ? [true, false] : []));
  const offered = [field.default, ...listed, ...field.examples.flatMap(example => example)].filter(isScalar);
  return [...new Set(offered)].map(value => ({
    value,
    ...(value === field.default && { detail: text('default') }),
  }));
}
