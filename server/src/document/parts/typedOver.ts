/**
 * A text in which one line was typed over since it was read last, the commonest of all edits. Where that line is an
 * entry of plain words before and after (lineEdit.ts), the text still consists of the same parts, so it need not be cut
 * again, nor are its lines counted anew: what is left is to compare the parts and to move those behind the edit.
 */
import { editOf } from './lineEdit';
import { readLimit } from '../limits/limits';
import { lineAt } from '../tree/positions';
import { isAlone } from './readSegments';
import { moveTo } from './segment';
import type { ParsedDocument, Segment } from '../tree/tree';

/** Undefined where the text is to be read otherwise. The parts of `previous` are moved, so it must not be used any more. */
export function typedOver(
  text: string,
  previous: ParsedDocument,
): Pick<ParsedDocument, 'lineStarts' | 'segments'> | undefined {
  const { segments: kept } = previous;
  if (isAlone(kept) || text.length > readLimit.characters || !isMadeOf(previous)) return undefined;
  const index = changedPart(kept, text);
  const before = index === undefined ? undefined : kept[index];
  if (index === undefined || before === undefined) return undefined;
  const { kind, column, start } = before;
  const by = text.length - previous.text.length;
  const edit = editOf(before, { kind, column, start, end: start + before.text.length + by }, text);
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
