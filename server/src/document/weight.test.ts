/** What a text weighs before it is read. */
import { describe, expect, it } from 'vitest';
import { weightOf } from './weight';

const tokens = (text: string): number => weightOf(text).tokens;

describe('a colon', () => {
  it.each([
    ['a: 1\n', 2],
    ['a : 1\n', 2],
    ['"a" : 1\n', 4],
    ['[a, b] : 1\n', 5],
    ['a:1\n', 1],
    ['ms://a\n', 1],
  ])('weighs one behind its key: %j', (text, expected) => {
    expect(tokens(text)).toBe(expected);
  });

  it.each([
    [':\n', 5],
    ['  : 1\r\n', 6],
    ['- :\n', 6],
    ['? :\n', 6],
    ['[: 1, : ]', 11],
    ['{ : 1}', 6],
    [': :', 8],
    ['# a: b\n  : 1', 6],
  ])('weighs more without a key: %j', (text, expected) => {
    expect(tokens(text)).toBe(expected);
  });
});
