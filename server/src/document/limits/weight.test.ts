/** What a text weighs before it is read. */
import { describe, expect, it } from 'vitest';
import { mostNodes, readLimit } from './limits';
import { weightOf } from './weight';

const tokens = (text: string): number => weightOf(text).tokens;

describe('a sign', () => {
  it.each([
    ['a: 1\n', 2],
    ['"a" : 1\n', 4],
    ['a:1\n', 1],
    ['ms://a\n', 1],
    [': :', 2],
    ['[a, b]\n', 4],
    ['\ta\n', 2],
    ['- &a b\n', 3],
    ['a: !!map\r\n', 5],
    ['a\u2028b', 1],
  ])('weighs one where it may begin or end a token: %j', (text, expected) => {
    expect(tokens(text)).toBe(expected);
  });

  it('weighs nothing in a comment', () => {
    expect(tokens('# a: [b, "c"]\n')).toBe(2);
    expect(weightOf('a # b: c\nd\n').characters).toBe(5);
  });
});

it('leaves a file at the limit of the loader readable, in any style', () => {
  const list = `[${'ab, '.repeat(mostNodes)}]`;
  expect(tokens(list)).toBeLessThan(readLimit.tokens);
  expect(tokens(list.replaceAll(', ', ',\n  '))).toBeLessThan(readLimit.tokens);
  expect(tokens(`{${'ab: c, '.repeat(mostNodes / 2)}}`)).toBeLessThan(readLimit.tokens);
  expect(tokens('"a": "b"\n'.repeat(mostNodes / 2))).toBeLessThanOrEqual(readLimit.tokens);
});
