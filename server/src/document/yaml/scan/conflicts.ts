/** Lines that a version control system writes into a file where it could not merge. */
import { text } from '../../../text/text';
import type { Faults } from './faults';
import type { Position } from './position';

const mark = /(?:<{7}(?: [^:\r\n]*)?|={7}|>{7}(?: [^\r\n]*)?)(?=[\r\n]|$)/y;
const begins = /[<=>]/;

/** True where a mark of a conflict is the line that begins at an offset. */
export function isConflictMark(source: string, lineStart: number): boolean {
  mark.lastIndex = lineStart;
  return mark.test(source);
}

export class Conflicts {
  #isOpen = false;

  constructor(
    readonly at: Position,
    readonly faults: Faults,
  ) {}

  /** Goes over a mark that begins the line here. Of a conflict the first side is read, and the second one left out. */
  skip(): void {
    const { index: start, lineStart, line, text: source } = this.at;
    if (start !== lineStart || !begins.test(source.charAt(start)) || !isConflictMark(source, start)) return;
    const isSeparator = source.charAt(start) === '=';
    if (!isSeparator || !this.#isOpen) {
      const message = text(
        'There is an unresolved merge conflict here: keep one side, and remove the markers.',
      );
      this.faults.syntax(line, message, { start, end: start + 7 });
    }
    this.#isOpen = !isSeparator;
    const end = isSeparator ? source.indexOf('\n>>>>>>>', start) : -1;
    while (this.at.index < end) {
      this.at.skipLine();
      this.at.skipBreak();
    }
    this.at.skipLine();
  }
}
