import { expect, it } from 'vitest';
import { listed } from './listed';
import { plain } from './text';

it.each([
  [[], ''],
  [['head'], 'head'],
  [[0, 1, 2], '0, 1, 2'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
])('%j', (items, words) => {
  expect(plain(listed(items))).toBe(words);
});

it('lists many without a text that is as deep', () => {
  const items = Array.from({ length: 100_000 }, (_, index) => index);
  expect(plain(listed(items))).toBe(items.join(', '));
});
