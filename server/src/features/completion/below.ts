/** What stands below the line of the cursor. */
import { lineAt } from '../../document/tree/positions';
import { lineText } from '../../document/tree/textIn';
import type { Place } from './place';

/** True where the lines below are, or become, the value of the key that is typed here or whose value is. */
export function ownsWhatFollows({ analysis: { document }, context, offset }: Place): boolean {
  if (context.hasColon || context.inFlow === true) return false;
  for (let line = lineAt(document, offset) + 1; line < document.lineStarts.length; line += 1) {
    const below = lineText(document, line);
    if (/^\s*(?:#|$)/.test(below)) continue;
    // A byte order mark at the beginning of a line is a blank to the loader.
    const column = below.search(/[^ \ufeff]/);
    // A list may stand at the column of its key.
    return column > context.column || (column === context.column && /^[ \ufeff]*-(?:\s|$)/.test(below));
  }
  return false;
}
