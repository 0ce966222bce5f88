/**
 * What stands at one place of the text once. An alias or a merge puts one text into several places of the tree, so
 * whoever goes through the tree meets the text again for each of them.
 */
import type { TextEdit } from './finding';

/**
 * The first of the things at each place, in their order.
 *
 * @param placeOf a span, or whatever JSON writes alike for things at one place
 */
export function onePerPlace<T>(things: readonly T[], placeOf: (thing: T) => unknown): T[] {
  const seen = new Set<string>();
  return things.filter(thing => {
    const before = seen.size;
    return seen.add(JSON.stringify(placeOf(thing))).size > before;
  });
}

/**
 * Edits that can be applied together, or undefined where two want different things at one place: a client refuses
 * such edits, or makes something else of them. Several texts may be inserted at one place, in their order.
 */
export function togetherEdits(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const distinct = onePerPlace(edits, edit => edit);
  const sorted = distinct.toSorted((one, other) => one.span.start - other.span.start);
  const isClear = sorted.every(({ span }, index) => span.start >= (sorted[index - 1]?.span.end ?? 0));
  return isClear ? distinct : undefined;
}
