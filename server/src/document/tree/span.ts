/** Places in a text. */

/** Offsets in UTF-16 code units from the start of the text. */
export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Keys and indexes from the root to a node. */
export type Path = readonly (string | number)[];
