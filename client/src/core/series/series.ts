/**
 * Figures over time in bounded memory, for charts: a ring of buckets of one width each. The width doubles when the ring
 * is full. A bucket keeps the first, last, smallest and largest sample, so that a line chart of the buckets looks like
 * one of all samples wherever a bucket is no wider than a pixel (M4: Jugel et al., VLDB 2014).
 */

/** The samples of one stretch of time. Times in milliseconds. */
export interface Bucket {
  /** Time of the first sample and of the last one. */
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Number of samples, at least 1. A stretch without samples has no bucket. */
  readonly count: number;
}

export interface SeriesOptions {
  /** The most buckets, at least 3. */
  readonly capacity?: number;
  /** Buckets older than this before the newest sample are dropped, in milliseconds; without it nothing is dropped. */
  readonly spanMs?: number;
  /** Width of a bucket before any doubling, in milliseconds, at least 1. */
  readonly resolutionMs?: number;
}

/** Numbers of a bucket in the buffer: all of {@link Bucket}, with the sum for the mean. */
const size = 8;
const [from, to, first, last, min, max, sum, count] = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Buckets that are allocated at the beginning. */
const firstSlots = 16;

/**
 * Memory: at most 64 bytes times `capacity` + 1 (16 KiB for the default of 256), from 1 KiB on as samples come.
 *
 * Buckets begin at multiples of their width since the epoch, so that several series can be compared bucket by bucket.
 * With `spanMs` no bucket is wider than `resolutionMs` or 2 · spanMs / (capacity − 2), whichever is larger.
 */
export class Series implements Iterable<Bucket> {
  readonly #capacity: number;
  readonly #spanMs: number;
  #resolutionMs: number;
  /** A ring of slots, one more than the capacity at most: a sample gets a slot first, and is then merged. */
  #buffer = new Float64Array(firstSlots * size);
  /** Slot of the oldest bucket. */
  #head = 0;
  #length = 0;

  constructor({ capacity = 256, spanMs = Infinity, resolutionMs = 1_000 }: SeriesOptions = {}) {
    this.#capacity = Math.max(3, Math.floor(capacity));
    this.#spanMs = spanMs;
    this.#resolutionMs = Math.max(1, resolutionMs);
  }

  /** Number of buckets. */
  get length(): number {
    return this.#length;
  }

  /** Width of a bucket, in milliseconds. */
  get resolutionMs(): number {
    return this.#resolutionMs;
  }

  /** The newest sample. */
  get latest(): { readonly at: number; readonly value: number } | undefined {
    if (this.#length === 0) return undefined;
    const newest = this.#length - 1;
    return { at: this.#get(newest, to), value: this.#get(newest, last) };
  }

  /**
   * Adds a sample. Returns false, and changes nothing, for a value that is not a finite number and for a time before
   * the newest one. @param at milliseconds since the epoch, not negative
   */
  add(at: number, value: number): boolean {
    if (!Number.isFinite(at) || !Number.isFinite(value) || at < (this.latest?.at ?? 0)) return false;
    this.#dropBefore(at - this.#spanMs);
    this.#push([at, at, value, value, value, value, value, 1]);
    this.#mergeNewest();
    while (this.#length > this.#capacity) this.#widen();
    return true;
  }

  /** Forgets all samples. */
  clear(): void {
    this.#head = 0;
    this.#length = 0;
  }

  /** The oldest first. */
  *[Symbol.iterator](): IterableIterator<Bucket> {
    for (let index = 0; index < this.#length; index += 1) {
      yield {
        from: this.#get(index, from),
        to: this.#get(index, to),
        first: this.#get(index, first),
        last: this.#get(index, last),
        min: this.#get(index, min),
        max: this.#get(index, max),
        mean: this.#get(index, sum) / this.#get(index, count),
        count: this.#get(index, count),
      };
    }
  }

  #dropBefore(time: number): void {
    while (this.#length > 0 && this.#get(0, to) < time) {
      this.#head = (this.#head + 1) % this.#slots;
      this.#length -= 1;
    }
  }

  #push(bucket: readonly number[]): void {
    if (this.#length === this.#slots) this.#grow();
    this.#length += 1;
    this.#buffer.set(bucket, this.#offset(this.#length - 1));
  }

  #grow(): void {
    const buffer = new Float64Array(Math.min(2 * this.#slots, this.#capacity + 1) * size);
    const oldest = this.#head * size;
    buffer.set(this.#buffer.subarray(oldest));
    buffer.set(this.#buffer.subarray(0, oldest), this.#buffer.length - oldest);
    this.#buffer = buffer;
    this.#head = 0;
  }

  #mergeNewest(): void {
    const newest = this.#length - 1;
    if (newest === 0 || !this.#isSame(newest - 1, newest)) return;
    this.#absorb(newest - 1, newest);
    this.#length = newest;
  }

  /** Doubles the width, and merges what falls together. */
  #widen(): void {
    this.#resolutionMs *= 2;
    let kept = 0;
    for (let index = 1; index < this.#length; index += 1) {
      if (this.#isSame(kept, index)) this.#absorb(kept, index);
      else {
        kept += 1;
        const source = this.#offset(index);
        this.#buffer.copyWithin(this.#offset(kept), source, source + size);
      }
    }
    this.#length = kept + 1;
  }

  #isSame(one: number, other: number): boolean {
    const start = (index: number) => Math.floor(this.#get(index, from) / this.#resolutionMs);
    return start(one) === start(other);
  }

  /** Merges a bucket into an older one. */
  #absorb(older: number, newer: number): void {
    this.#set(older, to, this.#get(newer, to));
    this.#set(older, last, this.#get(newer, last));
    this.#set(older, min, Math.min(this.#get(older, min), this.#get(newer, min)));
    this.#set(older, max, Math.max(this.#get(older, max), this.#get(newer, max)));
    this.#set(older, sum, this.#get(older, sum) + this.#get(newer, sum));
    this.#set(older, count, this.#get(older, count) + this.#get(newer, count));
  }

  get #slots(): number {
    return this.#buffer.length / size;
  }

  /** @param index of a bucket, 0 for the oldest */
  #offset(index: number): number {
    return ((this.#head + index) % this.#slots) * size;
  }

  #get(index: number, field: number): number {
    return this.#buffer[this.#offset(index) + field] ?? NaN;
  }

  #set(index: number, field: number, value: number): void {
    this.#buffer[this.#offset(index) + field] = value;
  }
}
