import { expect, it } from 'vitest';
import { LogTail } from './tail';

it('keeps the last fifty lines, however they come', () => {
  const tail = new LogTail();
  const line = (index: number) => ({ text: String(index) });
  tail.add(Array.from({ length: 70 }, (_, index) => line(index)));
  tail.add([line(70)]);
  expect(tail.lines).toEqual(Array.from({ length: 50 }, (_, index) => String(index + 21)));
  tail.clear();
  expect(tail.lines).toEqual([]);
});
