/** Which lists people write on one line, in brackets. */
import type { FieldInfo } from '../../schema/table/fieldInfo';

/**
 * True for a list of numbers or of a few known names, such as `gpus: [0, 1]`. Behind `- `, the brackets that people type
 * would be a list in the list. False for `ranks`, for which a number is usual, and for lists of long names.
 */
export function isOneLineList({ key, shape: { types, items } }: FieldInfo): boolean {
  // Ranks, in lists inside lists, of which the schema says nothing.
  if (key === 'mesh') return true;
  if (!types.includes('array') || types.includes('integer') || items === undefined) return false;
  const isScalar = items.types.every(type => type !== 'object' && type !== 'array');
  return isScalar && (items.values !== undefined || !items.types.includes('string'));
}
