import { expect, it } from 'vitest';
import { commonEnd, commonStart } from './commonEnds';

const long = Array.from({ length: 300 }, (_, index) => String.fromCharCode(97 + (index % 26))).join('');

it.each([0, 1, 63, 64, 65, 127, 128, 200, 299])('finds the one character that differs, at %i', at => {
  const other = `${long.slice(0, at)}#${long.slice(at + 1)}`;
  expect(commonStart(long, other)).toBe(at);
  expect(commonEnd(long, other, long.length)).toBe(long.length - at - 1);
});

it.each([0, 64, 100, 300])('finds what was put in at %i', at => {
  const other = `${long.slice(0, at)}##${long.slice(at)}`;
  expect(commonStart(long, other)).toBe(at);
  expect(commonEnd(long, other, long.length - at)).toBe(long.length - at);
});

it('takes no character twice', () => {
  expect(commonStart('aaa', 'aaaa')).toBe(3);
  expect(commonEnd('aaa', 'aaaa', 0)).toBe(0);
  expect(commonEnd('', '', 0)).toBe(0);
});
