import { expect, it } from 'vitest';
import { counted } from './counted';
import { plain, text } from './text';

it.each([
  [0, '0 nodes'],
  [1, '1 node'],
  [1.5, '1.5 nodes'],
  [2, '2 nodes'],
])('of %d says %s', (count, words) => {
  expect(plain(counted(count, text('1 node'), text('{0} nodes', count)))).toBe(words);
});
