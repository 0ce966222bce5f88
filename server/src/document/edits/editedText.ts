import type { TextEdit } from '../tree/finding';
import type { Span } from '../tree/span';

/** A part of the first text that is still there, or what was written. */
type Piece = Span | string;

/** A text that is edited several times, and the edits that lead to it from the first one. */
export class EditedText {
  private pieces: readonly Piece[];

  constructor(private readonly first: string) {
    this.pieces = [{ start: 0, end: first.length }];
  }

  get text(): string {
    return this.pieces
      .map(piece => (typeof piece === 'string' ? piece : this.first.slice(piece.start, piece.end)))
      .join('');
  }

  /**
   * Edits of the first text that together do what all edits did. They are in order and do not overlap, and each changes
   * something.
   */
  get edits(): TextEdit[] {
    const edits: TextEdit[] = [];
    let start = 0;
    let newText = '';
    const changed = (end: number): void => {
      if (newText !== this.first.slice(start, end)) edits.push({ span: { start, end }, newText });
    };
    for (const piece of this.pieces) {
      if (typeof piece === 'string') newText += piece;
      else {
        changed(piece.start);
        start = piece.end;
        newText = '';
      }
    }
    changed(this.first.length);
    return edits;
  }

  /**
   * @param edits of the text as it is now; those at one place keep their order, as in LSP
   * @throws Error where they overlap
   */
  edit(edits: readonly TextEdit[]): void {
    const before = new Cursor(this.pieces);
    const after: Piece[] = [];
    for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
      if (span.start < before.at) throw new Error('Edits overlap.');
      after.push(...before.upTo(span.start));
      if (newText !== '') after.push(newText);
      before.upTo(span.end);
    }
    this.pieces = [...after, ...before.upTo(Infinity)];
  }
}

/** Goes through pieces once. */
class Cursor {
  /** Characters that are behind it. */
  at = 0;
  private index = 0;
  /** Characters of the piece at `index` that are behind it. */
  private inPiece = 0;

  constructor(private readonly pieces: readonly Piece[]) {}

  /** The pieces from here to an offset, to which it goes. */
  upTo(offset: number): Piece[] {
    const passed: Piece[] = [];
    for (let piece = this.pieces[this.index]; piece !== undefined && this.at < offset;) {
      const length = typeof piece === 'string' ? piece.length : piece.end - piece.start;
      const end = Math.min(length, this.inPiece + offset - this.at);
      passed.push(
        typeof piece === 'string'
          ? piece.slice(this.inPiece, end)
          : { start: piece.start + this.inPiece, end: piece.start + end },
      );
      this.at += end - this.inPiece;
      this.inPiece = end;
      if (end < length) break;
      this.index += 1;
      this.inPiece = 0;
      piece = this.pieces[this.index];
    }
    return passed;
  }
}
