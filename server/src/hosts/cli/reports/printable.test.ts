import { describe, expect, it } from 'vitest';
import { printable, printableJson } from './printable';

describe('printable', () => {
  it.each([
    ['a\u001b[31m\u0007\u009bb\u0085', 'a\ufffd[31m\ufffd\ufffdb\ufffd'],
    ['a\r\n::error::b', 'a\ufffd\ufffd::error::b'],
    ['::error::a', '\ufffd:error::a'],
    ['\t ::add-mask::a', '\t \ufffd:add-mask::a'],
    ['x ##vso[task.setvariable]y ##[error]', 'x #\ufffdvso[task.setvariable]y #\ufffd[error]'],
  ])('of %j is %j', (words, expected) => {
    expect(printable(words)).toBe(expected);
  });

  it('leaves other words alone', () => {
    for (const words of ['\ta: b', '## heading [1]', 'a::b', '键: 😀']) expect(printable(words)).toBe(words);
  });
});

it('escapes in JSON what a terminal obeys, without a loss', () => {
  const value = { a: '\u001b\u007f\u009b\u00a0' };
  const json = printableJson(JSON.stringify(value));
  expect(json).toBe('{"a":"\\u001b\\u007f\\u009b\u00a0"}');
  expect(JSON.parse(json)).toEqual(value);
});
