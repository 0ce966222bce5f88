/**
 * Places that count from the part of the text that they are in. When the text before a part changes, the part begins
 * elsewhere, and nothing else of it changes: its tree is a value, which no edit writes to.
 */
import type { Span } from './span';

/** Where a part begins. This alone moves, by {@link moveTo} and nothing else, when a later text is read. */
export class PartStart {
  /** @param start offset in the text */
  constructor(readonly start: number) {}
}

/** Takes a part along to another place of a text. */
export function moveTo(place: PartStart, start: number): void {
  const movable: { start: number } = place;
  movable.start = start;
}

/** A span in a part. As a {@link Span} it is in the text as that was read last. */
export class PartSpan implements Span {
  /**
   * @param from characters from the beginning of the part
   * @param to exclusive
   */
  constructor(
    readonly part: PartStart,
    readonly from: number,
    readonly to: number,
  ) {}

  get start(): number {
    return this.part.start + this.from;
  }

  get end(): number {
    return this.part.start + this.to;
  }

  toJSON(): Span {
    return { start: this.start, end: this.end };
  }
}
