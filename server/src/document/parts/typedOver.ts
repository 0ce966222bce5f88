/**
 * A text in which something was typed in one part since it was read last, the commonest of all edits. Where a line that is
 * an entry of plain words was typed over (lineEdit.ts), or what was typed stays in its application (itemEdit.ts), the
 * text still consists of the same parts. It need not be cut again, and the parts behind the edit are moved.
 */
import { copyOf } from '../../strings/copyOf';
import { itemAgain } from './itemEdit';
import { editOf } from './lineEdit';
import { readLimit } from '../limits/limits';
import { moveTo } from '../tree/partSpan';
import { lineAt, lineStartsOf } from '../tree/positions';
import { isAlone } from './readParts';
import { changed, type TextChange } from '../tree/textChange';
import { partAt } from '../tree/textIn';
import type { ParsedDocument, Part } from '../tree/tree';

/** Undefined where the text is to be read otherwise. The parts of `previous` are moved, so it must not be used any more. */
export function typedOver(
  text: string,
  previous: ParsedDocument,
  change?: TextChange,
): Pick<ParsedDocument, 'lineStarts' | 'parts'> | undefined {
  const { parts: kept } = previous;
  if (isAlone(kept) || text.length > readLimit.characters || !isMadeOf(previous)) return undefined;
  const index = change === undefined ? changedPart(kept, text) : partOf(kept, change);
  const before = index === undefined ? undefined : kept[index];
  if (index === undefined || before === undefined) return undefined;
  const { kind, column, place } = before;
  const { start } = place;
  const by = text.length - previous.text.length;
  if (change !== undefined && by !== change.newText.length - (change.end - change.start)) return undefined;
  // Most of a text that is being typed in is never put together, so what is known of the part alone comes first.
  const own =
    change === undefined
      ? copyOf(text.slice(start, start + before.text.length + by))
      : copyOf(changed(before.text, { ...change, start: change.start - start, end: change.end - start }));
  const edit = editOf(before, { kind, column, start }, own);
  const again = edit === undefined ? itemAgain(kept, index, own) : undefined;
  if (edit === undefined && again === undefined) return undefined;
  const lineStarts = linesWith(previous, start, { before: before.text, now: own });
  if (lineStarts.length > readLimit.lines) return undefined;
  const parts = kept.with(index, edit?.apply() ?? again ?? before);
  for (const part of kept.slice(index + 1)) moveTo(part.place, part.place.start + by);
  return { parts, lineStarts };
}

/** True where the tree is made of the parts, and nothing in them is open to what follows. */
export function isMadeOf({ isInParts, parts }: ParsedDocument): boolean {
  return isInParts && parts.every(({ open, isUnread }) => !open && !isUnread);
}

/** The part that a change is in, if it is in one. */
function partOf(kept: readonly Part[], { start, end }: TextChange): number | undefined {
  const index = partAt(kept, start);
  const part = kept[index];
  if (part === undefined || part.place.start > start) return undefined;
  return end <= part.place.start + part.text.length ? index : undefined;
}

/** The only part that another text has with other words, if all others are there in their order. */
function changedPart(kept: readonly Part[], text: string): number | undefined {
  const index = kept.findIndex(({ place, text: own }) => !text.startsWith(own, place.start));
  let end = text.length;
  for (let back = kept.length - 1; back > index; back -= 1) {
    const own = kept[back]?.text ?? '';
    if (!text.startsWith(own, end - own.length)) return undefined;
    end -= own.length;
  }
  return index === -1 || end < (kept[index]?.place.start ?? 0) ? undefined : index;
}

/** The starts of lines, where the part that begins at an offset has another text. */
function linesWith(
  { lineStarts }: ParsedDocument,
  start: number,
  { before, now }: { readonly before: string; readonly now: string },
): number[] {
  // The line behind the part is among them, where that ends with a line break.
  const own = lineStartsOf(now).map(line => start + line);
  const first = lineAt({ lineStarts }, start);
  const behind = lineAt({ lineStarts }, start + before.length) + 1;
  const isAsMany = own.length === behind - first;
  const lines = isAsMany
    ? lineStarts.slice()
    : lineStarts.slice(0, first).concat(own, lineStarts.slice(behind));
  const by = now.length - before.length;
  for (let line = first; line < lines.length; line += 1)
    lines[line] = own[line - first] ?? (lines[line] ?? 0) + by;
  return lines;
}
