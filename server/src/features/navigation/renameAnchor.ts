/** Renames an anchor with all its aliases. */
import type { TextEdit } from '../../document/tree/finding';
import { marksLike, marksOf, type Mark } from '../../document/cursor/marks';
import type { ParsedDocument, Span } from '../../document/tree/tree';
import { text } from '../../text/text';
import { RenameRefused } from './renameRefused';

/** Where the name of a mark stands, without its sign. */
export function nameSpan({ span }: Mark): Span {
  return { start: span.start + 1, end: span.end };
}

/** @throws RenameRefused for a name that the loader refuses, and for one that another anchor has */
export function anchorEdits(document: ParsedDocument, mark: Mark, newName: string): TextEdit[] {
  if (!/^[0-9A-Za-z_-]+$/.test(newName))
    throw new RenameRefused(
      text('The anchor `&{0}` may contain only letters, digits, `_` and `-`.', newName),
    );
  const own = marksLike(document, mark);
  const isTaken = marksOf(document).some(
    each => each.kind === 'anchor' && each.name === newName && !own.includes(each),
  );
  // An alias without an anchor is one that was mistyped.
  if (isTaken && own.some(({ kind }) => kind === 'anchor'))
    throw new RenameRefused(text('The anchor `&{0}` already exists.', newName));
  return own.map(each => ({ span: nameSpan(each), newText: newName }));
}
