/** A place in a text that moves forward, with its line and column as libyaml counts them. */
import {
  byteOrderMark,
  carriageReturn,
  dash,
  dot,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  lineFeed,
} from './characters';

export class Position {
  index = 0;
  line = 0;
  /** Offset of the first character of the line; a byte order mark at the start of a file belongs to none. */
  lineStart = 0;

  /** @param isFileStart true where the text begins a file, of which the reader takes off a byte order mark */
  constructor(
    readonly text: string,
    isFileStart: boolean,
  ) {
    if (isFileStart && text.charCodeAt(0) === byteOrderMark) this.index = this.lineStart = 1;
  }

  get column(): number {
    return this.index - this.lineStart;
  }

  /** The code unit here, or some characters further on; NaN behind the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.index + ahead);
  }

  /** Goes over the line break here, if there is one, and gives the text that it stands for. */
  skipBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return '';
    this.index += code === carriageReturn && this.code(1) === lineFeed ? 2 : 1;
    this.line += 1;
    this.lineStart = this.index;
    return code > 0xff ? String.fromCharCode(code) : '\n';
  }

  /** Goes to the end of the line. */
  skipLine(): void {
    while (!isBreakOrEnd(this.code())) this.index += 1;
  }

  /** True at `---` or `...` at the start of a line, before a blank. */
  isAtMarker(): boolean {
    if (this.index !== this.lineStart) return false;
    const first = this.code();
    return (
      (first === dash || first === dot) &&
      this.code(1) === first &&
      this.code(2) === first &&
      isBlankOrEnd(this.code(3))
    );
  }
}
