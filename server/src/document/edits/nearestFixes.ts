/** Fixes that put a name in the place of a mistyped one. */
import { text } from '../../text/text';
import type { Fix, TextEdit } from '../tree/finding';
import { clearlyNearest, nearestNames } from '../../strings/nearest';

/** One fix for each name that may have been meant, the nearest first; preferred where no other is as near. */
export function nearestFixes(
  word: string,
  names: readonly string[],
  editsTo: (name: string) => readonly TextEdit[],
): Fix[] {
  const certain = clearlyNearest(word, names);
  return nearestNames(word, names).map(({ name, distance }) => ({
    title: text("Change to '{0}'", name),
    edits: editsTo(name),
    preferred: name === certain && distance <= 2,
  }));
}
