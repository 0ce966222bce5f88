/** Where a comment on a line of its own goes: with what it stands beside, or else as far as the block around it. */
import { lineStart, type Frame } from './frames';
import type { Piece } from './pieces';

export function commentColumn(text: string, pieces: readonly Piece[], index: number): number {
  const { start } = pieces[index] ?? { start: 0 };
  const was = start - lineStart(text, start);
  const next = nextLine(text, pieces, index);
  if (was === next?.was) return next.column;
  // Text that was commented out, or a heading: it says where it wants to be.
  if (was === 0) return 0;
  const before = pieces.slice(0, index).findLast(({ type }) => type !== 'comment');
  const around = frameAround(before?.frame, was);
  const moved = around === undefined ? was : around.column + was - around.was;
  // Below a block of text, a comment that stands as deep as the text would become a part of it.
  return before?.type === 'block-scalar' ? Math.min(moved, before.frame.column) : moved;
}

/** The innermost block that begins at a column or left of it. */
function frameAround(from: Frame | undefined, column: number): Frame | undefined {
  let frame = from;
  while (frame !== undefined && (frame.was > column || frame.kind === 'root')) frame = frame.parent;
  return frame;
}

/** Of the line below with something on it: its column now, and the one that it gets. */
function nextLine(
  text: string,
  pieces: readonly Piece[],
  index: number,
): { was: number; column: number } | undefined {
  for (let at = index + 1; at < pieces.length; at += 1) {
    const piece = pieces[at];
    if (piece === undefined || piece.type === 'comment') continue;
    return { was: piece.start - lineStart(text, piece.start), column: piece.column };
  }
  return undefined;
}
