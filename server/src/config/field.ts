/** A typed, partial view of one field. What the file does not say, or says in a wrong type, has no `value`. */
import type { Path, Span, TreeNode } from '../document/tree/tree';

export interface Field<T> {
  /** Absent where the text is of another type, interpolated or half typed: then the value is unknown. */
  readonly value?: T;
  readonly span: Span;
  readonly keySpan?: Span;
  readonly path: Path;
  readonly node: TreeNode;
}

/** A field that the file may not have at all: `undefined` is "not written", which is known, unlike "no value". */
export type Optional<T> = Field<T> | undefined;
