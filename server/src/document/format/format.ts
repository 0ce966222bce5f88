/**
 * Layout of a text: indentation, blanks between what is written, blanks at line ends, the last line break. No comment,
 * quote, word or line is touched: the printer of the `yaml` package would write blank lines, quotes and comments in its
 * own way, so the edits are made here, of the layout alone. What they make of the text is read again, and where it
 * would mean anything else, there is no edit.
 */
import { lineBreak } from '../edits/edit';
import type { TextEdit } from '../tree/finding';
import type { ParsedDocument } from '../tree/tree';
import { commentColumn } from './comments';
import { gapBetween, hasSpacedBraces } from './gaps';
import { isSameMeaning } from './meaning';
import { piecesOf, type Piece } from './pieces';
import { scalarEdits } from './scalarLines';
import { trailingEdits, type TrailingComment } from './trailing';

export interface FormatOptions {
  /** Columns from a key to what is below it. */
  readonly tabSize: number;
}

/** Edits in the order of the text, each of blanks or line breaks alone; none for a text that the loader refuses. */
export function formatEdits(document: ParsedDocument, { tabSize }: FormatOptions): TextEdit[] {
  if (document.problems.length > 0 || document.root === undefined) return [];
  const edits = layoutEdits(document, Math.min(8, Math.max(2, Math.floor(tabSize) || 2)));
  return isSameMeaning(document, edits) ? edits : [];
}

/** The same without a look at what they make of the text. */
export function layoutEdits(document: ParsedDocument, width: number): TextEdit[] {
  const { text } = document;
  // Line breaks of the loader that the `yaml` package does not know.
  if (/\r(?!\n)|[\u0085\u2028\u2029]/.test(text)) return [];
  const pieces = piecesInOneStyle(text, width);
  const last = pieces?.at(-1);
  if (pieces === undefined || last === undefined) return [];
  const spacedBraces = hasSpacedBraces(text, pieces);
  const edits: TextEdit[] = [];
  const comments: TrailingComment[] = [];
  const put = (start: number, end: number, newText: string): void => {
    if (text.slice(start, end) !== newText) edits.push({ span: { start, end }, newText });
  };
  let behind = 0;
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    const gap = text.slice(behind, piece.start);
    // Something that is no piece: its meaning is unknown.
    if (!/^[ \t\r\n]*$/.test(gap) || piece.start < behind) return [];
    const isFirst =
      before === undefined ||
      gap.includes('\n') ||
      before.type === 'block-scalar' ||
      before.type === 'byte-order-mark';
    if (!isFirst && piece.type === 'comment') comments.push({ before: behind, start: piece.start });
    else if (!isFirst) {
      const blanks = gapBetween(before, piece, spacedBraces);
      if (blanks !== undefined) put(behind, piece.start, ' '.repeat(blanks));
    } else if (piece.type !== 'block-scalar') {
      const lines = gap.split('\n');
      let at = behind;
      for (const [number, line] of lines.entries()) {
        const isLast = number === lines.length - 1;
        const end = isLast ? piece.start : at + line.replace(/\r$/, '').length;
        put(at, end, isLast ? ' '.repeat(columnOf(text, pieces, index, width)) : '');
        at += line.length + 1;
      }
    } else put(behind, behind + gap.replace(/\r?\n$/, '').length, '');
    edits.push(...scalarEdits(text, piece, width));
    behind = piece.end;
  }
  // Behind a block of text, line breaks may be a part of it.
  if (last.type !== 'block-scalar') put(behind, text.length, lineBreak(document));
  edits.push(...trailingEdits(text, comments, edits));
  return edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function columnOf(text: string, pieces: readonly Piece[], index: number, width: number): number {
  const piece = pieces[index];
  if (piece === undefined) return 0;
  if (piece.depth > 0 || isCloser(piece)) {
    const { frame } = piece;
    return frame.column + (frame.kind === 'sequence' ? 2 : 0) + width * piece.depth;
  }
  return piece.type === 'comment' ? commentColumn(text, pieces, index) : piece.column;
}

function isCloser({ type }: Piece): boolean {
  return type === 'flow-map-end' || type === 'flow-seq-end';
}

/** Lists below keys are indented as most of the text has them. */
function piecesInOneStyle(text: string, width: number): Piece[] | undefined {
  const pieces = piecesOf(text, { width, indentLists: true });
  const lists = new Set(pieces?.map(({ frame }) => frame).filter(({ kind }) => kind === 'sequence'));
  const below = [...lists].filter(({ parent }) => parent?.kind === 'mapping');
  const deeper = below.filter(({ was, parent }) => was > (parent?.was ?? 0)).length;
  return 2 * deeper >= below.length ? pieces : piecesOf(text, { width, indentLists: false });
}
