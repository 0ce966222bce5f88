import { expect, it } from 'vitest';
import { LineBuffer } from './buffer';

const line = (index: number) => ({ text: String(index) });

it('keeps the last fifty lines, however they come', () => {
  const tail = new LineBuffer({ lines: 50, characters: 1_000 });
  tail.push(Array.from({ length: 70 }, (_, index) => line(index)));
  tail.push([line(70)]);
  expect(tail.lines).toEqual(Array.from({ length: 50 }, (_, index) => line(index + 21)));
  tail.clear();
  expect(tail.lines).toEqual([]);
});

it('keeps no more characters than it may, and the last line however long it is', () => {
  const tail = new LineBuffer({ lines: 50, characters: 10 });
  tail.push(['aaaa', 'bbbb', 'cccc'].map(text => ({ text })));
  expect(tail.lines).toEqual([{ text: 'bbbb' }, { text: 'cccc' }]);
  tail.push([{ text: 'd'.repeat(20) }]);
  expect(tail.lines).toEqual([{ text: 'd'.repeat(20) }]);
  expect(tail.dropped).toBe(3);
});
