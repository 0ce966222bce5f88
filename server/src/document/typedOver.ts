/**
 * A text in which one line was typed over since it was read last, the commonest of all edits. Where that line is an
 * entry of plain words before and after (lineEdit.ts), the text still consists of the same parts, so it need not be cut
 * again, nor are its lines counted anew: what is left is to compare the parts and to move those behind the edit.
 */
import { copyOf } from './copyOf';
import { editOf } from './lineEdit';
import { readLimit } from './limits';
import { lineAt } from './positions';
import { isAlone } from './readSegments';
import { moveTo } from './segment';
import { changed, type TextChange } from './textChange';
import type { ParsedDocument, Segment } from './tree';

/** Undefined where the text is to be read otherwise. The parts of `previous` are moved, so it must not be used any more. */
export function typedOver(
  text: string,
  previous: ParsedDocument,
  change?: TextChange,
): Pick<ParsedDocument, 'lineStarts' | 'segments'> | undefined {
  const { segments: kept } = previous;
  if (isAlone(kept) || text.length > readLimit.characters || !isMadeOf(previous)) return undefined;
  const index = change === undefined ? changedPart(kept, text) : partOf(kept, change);
  const before = index === undefined ? undefined : kept[index];
  if (index === undefined || before === undefined) return undefined;
  const { kind, column, start } = before;
  const by = text.length - previous.text.length;
  if (change !== undefined && by !== change.newText.length - (change.end - change.start)) return undefined;
  // Most of a text that is being typed in is never put together, so what is known of the part alone comes first.
  const own =
    change === undefined
      ? copyOf(text.slice(start, start + before.text.length + by))
      : copyOf(changed(before.text, { ...change, start: change.start - start, end: change.end - start }));
  const edit = editOf(before, { kind, column, start }, own);
  if (edit === undefined) return undefined;
  const lineStarts = movedLines(previous, start + edit.at, by);
  const segments = kept.with(index, edit.apply());
  for (const segment of kept.slice(index + 1)) moveTo(segment, segment.start + by);
  return { segments, lineStarts };
}

/** True where the tree is made of the parts, and nothing in them is open to what follows. */
export function isMadeOf({ isInParts, segments }: ParsedDocument): boolean {
  return isInParts && segments.every(({ open, isUnread }) => !open && !isUnread);
}

/** The part that a change is in, if it is in one. */
function partOf(kept: readonly Segment[], { start, end }: TextChange): number | undefined {
  const index = kept.findLastIndex(part => part.start <= start);
  const part = kept[index];
  return part !== undefined && end <= part.start + part.text.length ? index : undefined;
}

/** The only part that another text has with other words, if all others are there in their order. */
function changedPart(kept: readonly Segment[], text: string): number | undefined {
  const index = kept.findIndex(({ start, text: own }) => !text.startsWith(own, start));
  let end = text.length;
  for (let back = kept.length - 1; back > index; back -= 1) {
    const own = kept[back]?.text ?? '';
    if (!text.startsWith(own, end - own.length)) return undefined;
    end -= own.length;
  }
  return index === -1 || end < (kept[index]?.start ?? 0) ? undefined : index;
}

/** The starts of lines, where those below the line at an offset have moved. */
function movedLines(previous: ParsedDocument, offset: number, by: number): readonly number[] {
  if (by === 0) return previous.lineStarts;
  const lines = previous.lineStarts.slice();
  for (let line = lineAt(previous, offset) + 1; line < lines.length; line += 1)
    lines[line] = (lines[line] ?? 0) + by;
  return lines;
}
