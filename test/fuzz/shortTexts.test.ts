/** Completion and its like at each place of short texts. */
import { expect, it } from 'vitest';
import { seed } from './itHolds';
import { Random } from './random';
import { checkShortText } from './shortTexts';

it(`holds at each place of 500 short texts (seed ${seed})`, () => {
  const random = new Random(seed);
  let read = 0;
  for (let count = 0; count < 500; count += 1) if (checkShortText(random) !== undefined) read += 1;
  expect(read).toBeGreaterThan(100);
});
