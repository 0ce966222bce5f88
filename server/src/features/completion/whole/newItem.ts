/** Where a whole item of a list can begin. */
import { nodeAtPath } from '../../../document/tree/locate';
import { columnOf } from '../../../document/tree/positions';
import { lineBelow, ownsWhatFollows } from '../below';
import { isHeldBy } from '../enclosed';
import type { Offer } from '../item';
import type { Place } from '../place';

interface Dash {
  readonly column: number;
  readonly isThere: boolean;
}

/** What is offered, with a snippet of whole lines. */
export type Whole = Offer & { readonly snippet: string };

/**
 * Gives a snippet that begins with a dash at column 0 the form that the place takes. Undefined where no item can begin:
 * where it has keys already, or the place is in no list of that name at the root.
 */
export function asNewItem(place: Place, list: string): ((whole: Whole) => Whole) | undefined {
  const dash = newItem(place, list);
  if (dash === undefined) return undefined;
  const pad = `\n${' '.repeat(dash.column)}`;
  return whole => {
    const lines = whole.snippet.split('\n').join(pad);
    return { ...whole, snippet: dash.isThere ? lines.slice(2) : lines };
  };
}

/** The dash of an item without keys, or where a dash can be put. */
function newItem(place: Place, list: string): Dash | undefined {
  const { context } = place;
  const { document } = place.analysis;
  const { path, kind, column, needsBlank, inFlow = false, quote } = context;
  if (path[0] !== list || inFlow || quote !== undefined) return undefined;
  if (kind === 'item' && path.length === 2) {
    const node = nodeAtPath(document.root, path);
    if (node?.kind === 'mapping' && node.entries.length > 0) return undefined;
    // Behind a dash with more blanks, the lines align with the text.
    return { column: column + (needsBlank ? 1 : 0) - 2, isThere: true };
  }
  if (kind !== 'key' || path.length > 1 || column === 0 || ownsWhatFollows(place)) return undefined;
  // While a word is typed above the list, the tree has none of its items.
  const below = lineBelow(place);
  if (below?.isItem === true && below.column !== column) return undefined;
  if (!isHeldBy(document, context, 'sequence')) return undefined;
  const node = nodeAtPath(document.root, path);
  const items = node?.kind === 'sequence' ? node.items : [];
  // The text of an item begins two columns behind its dash.
  const isBeside = items.every(({ span }) => columnOf(document, span.start) === column + 2);
  return isBeside && (node?.kind !== 'sequence' || !node.flow) ? { column, isThere: false } : undefined;
}
