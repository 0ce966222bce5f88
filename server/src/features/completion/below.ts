/** What stands below the line of the cursor. */
import { lineAt, lineEnd } from '../../document/positions';
import type { Place } from './place';

/** True where the lines below stand deeper, so that they become the value of a key that is typed here. */
export function ownsWhatFollows({ analysis: { document }, context, offset }: Place): boolean {
  if (context.hasColon || context.inFlow === true) return false;
  for (let line = lineAt(document, offset) + 1; line < document.lineStarts.length; line += 1) {
    const below = document.text.slice(document.lineStarts[line] ?? 0, lineEnd(document, line));
    if (!/^\s*(?:#|$)/.test(below)) return below.search(/[^ ]/) > context.column;
  }
  return false;
}
