/** What of a text is known of each of its parts, so that it is not looked for again in those that an edit leaves alone. */
import type { ParsedDocument, Part } from './tree';

type Parts = Pick<ParsedDocument, 'text' | 'parts' | 'isInParts'>;

/**
 * Whether a text holds something, remembered for each part.
 *
 * @param holds true for a text with it in it; what it looks for must not go over a line break, where a part may end
 */
export function inSomePart(holds: (text: string) => boolean): (document: Parts) => boolean {
  const known = new WeakMap<Part, boolean>();
  const isIn = (part: Part): boolean => {
    let own = known.get(part);
    if (own === undefined) {
      own = holds(part.text);
      known.set(part, own);
    }
    return own;
  };
  return ({ text, parts, isInParts }) => (isInParts ? parts.some(isIn) : holds(text));
}
