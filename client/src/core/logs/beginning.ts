/** Where a view of a log begins: with its last lines, and behind nothing that it has not shown yet. */
import type { LogCursor } from '../machine/keeper';

/** Of a longer log, at most so much of its end is read (bytes); the file itself can be opened whole. */
const backlogBytes = 2 * 1024 * 1024;
/** The most that is read of what came while nobody looked: what a view keeps. */
const unseenBytes = 8 * 1024 * 1024;

export interface Beginning {
  /** Byte to begin at. */
  readonly from: number;
  /** Of the file that `from` counts in; absent: whatever is there. */
  readonly identity?: string;
  /** `from` is the beginning of a line. */
  readonly isLineStart: boolean;
  /** Byte up to which lines were shown before; at or behind `from`. */
  readonly mark?: number;
  /** Bytes of the end that are shown, where that is not all that is new. */
  readonly cut?: number;
}

/**
 * @param state the file as it is; undefined where there is none
 * @param shown the beginning of the first line that was not shown yet, in the file that was there then
 */
export function beginningOf(
  state: { readonly size: number; readonly identity: string } | undefined,
  shown: LogCursor | undefined,
): Beginning {
  const size = state?.size ?? 0;
  const backlog = Math.max(0, size - backlogBytes);
  if (shown?.identity === undefined)
    return { from: backlog, isLineStart: backlog === 0, ...(backlog > 0 ? { cut: backlogBytes } : {}) };
  const { identity, offset } = shown;
  // Rotated or emptied since: its rest comes first, under whatever name, and then the file that is there.
  if (identity !== state?.identity || offset > size)
    return { from: offset, identity, isLineStart: true, mark: offset };
  const unseen = Math.max(0, size - unseenBytes);
  if (offset < unseen) return { from: unseen, identity, isLineStart: false, cut: unseenBytes };
  const from = Math.min(backlog, offset);
  return { from, identity, isLineStart: from === 0 || from === offset, mark: offset };
}
