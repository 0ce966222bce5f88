/** The brackets that are open, and those of which is known that they are never closed. */
import { text } from '../../text/text';
import { isBreakOrEnd, isEnd } from './characters';
import type { Faults } from './faults';
import type { Position } from './position';

/**
 * Brackets that are never closed, and from where on each may end: before the first line that is no deeper than what it
 * stands in. That is behind a quote, where the quote is what is wrong.
 */
export type Unclosed = ReadonlyMap<number, number>;

/** Ends a reading in which brackets are never closed: it begins anew with the knowledge of them. */
export class UnclosedBrackets extends Error {
  constructor(readonly brackets: readonly number[]) {
    super();
  }
}

interface OpenBracket {
  readonly start: number;
  readonly isMapping: boolean;
}

export class Brackets {
  readonly #open: OpenBracket[] = [];

  constructor(
    readonly at: Position,
    readonly unclosed: Unclosed,
    readonly faults: Faults,
  ) {}

  get areOpen(): boolean {
    return this.#open.length > 0;
  }

  /** Offsets of those that are open, outermost first. */
  get starts(): readonly number[] {
    return this.#open.map(({ start }) => start);
  }

  /** Notes the bracket here, and reports one that is never closed, up to the end of its line. */
  push(isMapping: boolean): void {
    const { index: start, line, text: source } = this.at;
    this.#open.push({ start, isMapping });
    if (this.unclosed.get(start) !== start) return;
    this.faults.open ??= start;
    let end = start;
    while (!isBreakOrEnd(source.charCodeAt(end))) end += 1;
    this.faults.syntax(line, text('A bracket is opened here and never closed.'), { start, end });
  }

  pop(): OpenBracket | undefined {
    return this.#open.pop();
  }

  /**
   * How many brackets end before the token here although they are never closed.
   *
   * @param indent column of what they stand in
   */
  endingHere(indent: number): number {
    const { at } = this;
    const first = this.#open.findIndex(({ start }) => (this.unclosed.get(start) ?? Infinity) < at.index);
    if (first === -1) return 0;
    const isFirstOfLine = at.text.slice(at.lineStart, at.index).trim() === '';
    const ends = isEnd(at.code()) || at.isAtMarker() || (isFirstOfLine && at.column <= Math.max(indent, 0));
    return ends ? this.#open.length - first : 0;
  }
}
