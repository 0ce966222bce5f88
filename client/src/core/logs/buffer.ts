/** The last lines of a log, in bounded memory. The file itself holds the rest. */

export interface BufferLimits {
  readonly lines: number;
  readonly characters: number;
}

/** About twenty megabytes in memory; more than anybody reads in a panel. */
export const bufferLimits: BufferLimits = { lines: 50_000, characters: 8_000_000 };

export class LineBuffer<Line extends { readonly text: string }> {
  readonly #limits: BufferLimits;
  #lines: Line[] = [];
  #from = 0;
  #characters = 0;
  #dropped = 0;

  constructor(limits: BufferLimits = bufferLimits) {
    this.#limits = limits;
  }

  /** Lines that are no longer kept. */
  get dropped(): number {
    return this.#dropped;
  }

  get isEmpty(): boolean {
    return this.#lines.length === this.#from;
  }

  get lines(): readonly Line[] {
    return this.#lines.slice(this.#from);
  }

  push(lines: readonly Line[]): void {
    for (const line of lines) {
      this.#lines.push(line);
      this.#characters += line.text.length;
    }
    const { lines: most, characters } = this.#limits;
    while (
      this.#lines.length - this.#from > most ||
      (this.#characters > characters && this.#lines.length - this.#from > 1)
    ) {
      this.#characters -= this.#lines[this.#from]?.text.length ?? 0;
      this.#from += 1;
      this.#dropped += 1;
    }
    // Moved seldom, so that each line costs the same.
    if (this.#from <= most) return;
    this.#lines = this.#lines.slice(this.#from);
    this.#from = 0;
  }

  clear(): void {
    this.#lines = [];
    this.#from = 0;
    this.#characters = 0;
    this.#dropped = 0;
  }
}
