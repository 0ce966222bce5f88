/** A span that counts from its part equals the plain one at the same place of the text, in all expectations. */
import { expect } from 'vitest';
import { PartSpan } from '../../server/src/document/tree/partSpan';

const isSpan = (value: unknown): value is { start: unknown; end: unknown } =>
  typeof value === 'object' && value !== null && 'start' in value && 'end' in value;

expect.addEqualityTesters([
  (one: unknown, other: unknown) =>
    (one instanceof PartSpan || other instanceof PartSpan) && isSpan(one) && isSpan(other)
      ? one.start === other.start && one.end === other.end
      : undefined,
]);
