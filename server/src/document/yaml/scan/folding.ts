/** Blanks and line breaks inside of a text, until it is known what they stand for. */
export class Folding {
  #blanks = '';
  #first = '';
  #more = '';
  #isEscaped = false;

  /** Blanks on one line; behind a line break they stand for nothing. */
  blanksBefore(blanks: string): void {
    if (this.#first === '' && !this.#isEscaped) this.#blanks = blanks;
  }

  break(sign: string): void {
    if (this.#first === '' && !this.#isEscaped) this.#first = sign;
    else this.#more += sign;
  }

  /** A line break that is escaped stands for nothing; those behind it stay. */
  escapedBreak(): void {
    this.#isEscaped = true;
  }

  /** What they stand for: one line break is a blank, and of several each but the first stays. LS and PS always stay. */
  take(): string {
    const blanks = this.#blanks;
    const first = this.#first;
    const more = this.#more;
    this.#blanks = this.#first = this.#more = '';
    this.#isEscaped = false;
    if (first === '') return blanks + more;
    if (first !== '\n') return first + more;
    return more === '' ? ' ' : more;
  }
}
