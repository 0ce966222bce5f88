/** What the tests of this folder have in common. They are several files, so that each core has one. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fuzz } from './run';

export const seed = Number(process.env['TWINKLE_TEST_SEED'] ?? 1);

/** @param from the seed of these edits */
export function itHoldsAfterEdits(from: number): void {
  it(`holds after 10,000 edits (seed ${from})`, () => {
    const { failures, files } = fuzz({ edits: 10_000, seed: from, root: join(import.meta.dirname, '../..') });
    expect(files).toBeGreaterThan(50);
    expect(
      failures.map(({ file, edit, error, text }) => ({ file, edit, error: error.message, text })),
    ).toEqual([]);
  });
}
