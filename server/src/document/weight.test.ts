/** What a text weighs before it is read. */
import { describe, expect, it } from 'vitest';
import { readLimit } from './limits';
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

describe('a sign at the beginning of a line', () => {
  it.each([
    ['"\n', 4],
    ["  '\r\n", 5],
    ['a: "\n', 3],
    ['"a": "b"\n', 6],
    ['\ta\n', 3],
    ['a\t# b\n', 3],
    ['&a\n', 3],
    ['- &a b\n', 3],
    ['!!map\n', 4],
    ['a: !!map\n', 4],
  ])('weighs what it costs: %j', (text, expected) => {
    expect(tokens(text)).toBe(expected);
  });
});

describe('a comma', () => {
  it.each([
    ['[a, b, c]', 5],
    ['[a, b, c, ]', 7],
    ['["a", "b"]', 7],
    ['[*a, *a]', 5],
    ['{a: 1, b: 2}', 5],
    ['[[], [], []]', 10],
    ['[\n  a,\n  b,\n]', 7],
    ['[a, # b\n  c, d]', 6],
  ])('weighs what stands before it where nothing else does: %j', (text, expected) => {
    expect(tokens(text)).toBe(expected);
  });

  it('leaves a list at the limit of the loader readable, in one line or many', () => {
    const one = `[${'ab, '.repeat(10_000)}]`;
    expect(tokens(one)).toBeLessThan(readLimit.tokens);
    expect(tokens(one.replaceAll(', ', ',\n  '))).toBeLessThan(readLimit.tokens);
    expect(tokens(`{${'ab: c, '.repeat(5_000)}}`)).toBeLessThan(readLimit.tokens);
  });
});
