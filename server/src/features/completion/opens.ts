/** Whether completions are shown at once behind a key that was taken. */
import type { FieldInfo } from '../../schema/table/fieldInfo';
import { knownFields } from '../fields/knownFields';
import { isOneLineList } from './oneLine';
import type { Place } from './place';
import { valuesBehind } from './values';

/** Whether something is known of what is typed behind the key, and showing it cannot get in the way. */
export function opensMore(place: Place, field: FieldInfo): boolean {
  const { key, shape } = field;
  const { types } = shape;
  const { analysis, context, offset, suggestCommand } = place;
  // Only who can show it has to know.
  if (suggestCommand === undefined || context.hasColon) return false;
  const path = [...context.path, key];
  const isItem = place.snippets && isOneLineList(field);
  const values = valuesBehind({ ...place, context: { ...context, kind: 'value' } }, path, isItem);
  const showsValues = values.length > 0 && !turnsIntoAnother(values);
  if (context.inFlow === true || !types.some(type => type === 'object' || type === 'array'))
    return showsValues;
  if (types.includes('array')) return showsValues || knownFields(analysis, [...path, 0], offset).length > 0;
  return knownFields(analysis, path, offset).length > 0;
}

const number = /^-?\d+(?:\.\d+)?$/;

/**
 * Whether a number that somebody types is the beginning of one in the list and not in it: with 8000 in a list, Enter
 * behind 80 takes 8000. Editors show no list by themselves while a number is typed.
 */
function turnsIntoAnother(values: readonly unknown[]): boolean {
  const shown = new Set(values.map(String));
  return [...shown]
    .filter(value => number.test(value))
    .flatMap(value => Array.from({ length: value.length - 1 }, (_, index) => value.slice(0, index + 1)))
    .some(beginning => number.test(beginning) && !shown.has(beginning));
}
