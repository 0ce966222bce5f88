/**
 * Comments behind values: one blank before each, but those that stand in one column keep standing in one, as close to
 * the longest of their lines as they were.
 */
import type { TextEdit } from '../tree/finding';
import { lineStart } from './frames';

/** A comment and the end of what stands before it on its line. */
export interface TrailingComment {
  readonly before: number;
  readonly start: number;
}

/** @param edits those of the text so far, which move what stands before the comments */
export function trailingEdits(
  text: string,
  comments: readonly TrailingComment[],
  edits: readonly TextEdit[],
): TextEdit[] {
  const ends = new Map(comments.map(({ before }) => [lineStart(text, before), before]));
  const moves = new Map<number, number>();
  for (const { span, newText } of edits) {
    const line = lineStart(text, span.start);
    // What is edited behind a comment, such as the line break, does not move it.
    if (span.start >= (ends.get(line) ?? 0)) continue;
    moves.set(line, (moves.get(line) ?? 0) + newText.length - (span.end - span.start));
  }
  return columnsOf(text, comments).flatMap(group => {
    const moved = group.map(({ before }) => {
      const line = lineStart(text, before);
      return before - line + (moves.get(line) ?? 0);
    });
    const gaps = group.map(({ before, start }) => start - before);
    const column = Math.max(...moved) + Math.max(1, Math.min(...gaps));
    return group.flatMap(({ before, start }, index) => {
      const gap = group.length === 1 ? 1 : column - (moved[index] ?? 0);
      const newText = ' '.repeat(gap);
      return text.slice(before, start) === newText ? [] : [{ span: { start: before, end: start }, newText }];
    });
  });
}

/** Comments that follow one another, with whatever lines between, and begin at one column. */
function columnsOf(text: string, comments: readonly TrailingComment[]): TrailingComment[][] {
  const groups: TrailingComment[][] = [];
  let last: number | undefined;
  for (const comment of comments) {
    const column = comment.start - lineStart(text, comment.start);
    const group = groups.at(-1);
    if (column === last && group !== undefined) group.push(comment);
    else groups.push([comment]);
    last = column;
  }
  return groups;
}
