/** The brackets that are open, and those of which is known that they are never closed. */
import { text } from '../../../text/text';
import { colon, dash, isBlank, isBlankOrEnd, isBreakOrEnd, isEnd, isWord } from './characters';
import type { Faults } from './faults';
import { closingFix } from './places';
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
  readonly line: number;
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

  /** Offsets of those that are open since before a line, and not known to be never closed. */
  newBefore(line: number): readonly number[] {
    return this.#open
      .filter(each => each.line < line && !this.unclosed.has(each.start))
      .map(({ start }) => start);
  }

  /** Notes the bracket here, and reports one that is never closed, up to the end of its line. */
  push(isMapping: boolean): void {
    const { index: start, line, text: source } = this.at;
    this.#open.push({ start, line, isMapping });
    if (this.unclosed.get(start) !== start) return;
    this.faults.open ??= start;
    let end = start;
    while (!isBreakOrEnd(source.charCodeAt(end))) end += 1;
    const closing = isMapping ? '}' : ']';
    this.faults.add(
      line,
      'yaml-syntax',
      text('This bracket is not closed.'),
      { start, end },
      {
        fixes: () => [closingFix(source, { start, end }, closing)],
      },
    );
  }

  pop(): OpenBracket | undefined {
    return this.#open.pop();
  }

  /** True in a bracket that is never closed. */
  get areUnclosed(): boolean {
    return this.unclosed.size > 0 && this.#open.some(({ start }) => this.unclosed.has(start));
  }

  /**
   * How many brackets end before the token here although they are never closed: at the first line that is no deeper than
   * what they stand in, or that begins as a line of a block does.
   *
   * @param indent column of what they stand in
   * @param isAwaiting true behind a comma or an opening bracket, where an entry in brackets may begin
   */
  endingHere(indent: number, isAwaiting: boolean): number {
    const { at } = this;
    if (this.unclosed.size === 0 || this.#open.length === 0) return 0;
    const isLine = isFirstOfLine(at) && (at.column <= Math.max(indent, 0) || beginsBlockLine(at, isAwaiting));
    if (!isLine && !isEnd(at.code()) && !at.isAtMarker()) return 0;
    const first = this.#open.findIndex(({ start }) => (this.unclosed.get(start) ?? Infinity) < at.index);
    return first === -1 ? 0 : this.#open.length - first;
  }
}

/** A dash, or a key where none may begin in brackets. */
function beginsBlockLine(at: Position, isAwaiting: boolean): boolean {
  if (at.code() === dash && isBlankOrEnd(at.code(1))) return true;
  if (isAwaiting) return false;
  let ahead = 0;
  while (isWord(at.code(ahead))) ahead += 1;
  return ahead > 0 && at.code(ahead) === colon && isBlankOrEnd(at.code(ahead + 1));
}

function isFirstOfLine({ text: source, lineStart, index }: Position): boolean {
  let at = lineStart;
  while (at < index && isBlank(source.charCodeAt(at))) at += 1;
  return at === index;
}
