/** What stands below the line of the cursor. */
import { lineAt } from '../../document/tree/positions';
import { lineText } from '../../document/tree/textIn';
import type { Place } from './place';

/** True where the lines below are, or become, the value of the key that is typed here or whose value is. */
export function ownsWhatFollows(place: Place): boolean {
  const { context } = place;
  if (context.hasColon || context.inFlow === true) return false;
  const below = lineBelow(place);
  // A list may stand at the column of its key.
  return (
    below !== undefined &&
    (below.column > context.column || (below.column === context.column && below.isItem))
  );
}

/** The next line that is neither blank nor a comment. */
export function lineBelow({
  analysis: { document },
  offset,
}: Place): { readonly column: number; readonly isItem: boolean } | undefined {
  for (let line = lineAt(document, offset) + 1; line < document.lineStarts.length; line += 1) {
    const below = lineText(document, line);
    if (/^\s*(?:#|$)/.test(below)) continue;
    // A byte order mark at the beginning of a line is a blank to the loader.
    return { column: below.search(/[^ \ufeff]/), isItem: /^[ \ufeff]*-(?:\s|$)/.test(below) };
  }
  return undefined;
}
