import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from './utf8';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('decodeUtf8', () => {
  it('decodes text and drops a byte order mark', () => {
    expect(decodeUtf8(bytes([0xef, 0xbb, 0xbf], 'a: ü😀\n'))).toEqual({ text: 'a: ü😀\n' });
    expect(decodeUtf8(bytes(''))).toEqual({ text: '' });
  });

  it.each([
    ['Latin-1', bytes('ü: b', [0xe4], 'h\n'), 4],
    ['a character cut by the end', bytes('abc', [0xf0, 0x9f]), 3],
    ['a character cut by another', bytes('😀', [0xe2, 0x82], 'x'), 2],
    ['a lone surrogate', bytes('k: ', [0xed, 0xa0, 0x80]), 3],
    ['the first byte', bytes([0xff], 'a'), 0],
    ['UTF-32', bytes([0xff, 0xfe, 0, 0], 'a\0\0\0'), 0],
  ])('tells where %s begins', (_, input, offset) => {
    const { text, invalidAt } = decodeUtf8(input);
    expect(invalidAt).toBe(offset);
    expect(text[offset]).toBe('\ufffd');
  });

  it.each([
    ['a mark, little end first', bytes([0xff, 0xfe], [...Buffer.from('# 中\n', 'utf16le')]), '# 中\n'],
    ['a mark, big end first', bytes([0xfe, 0xff, 0, 0x61, 0x4e, 0x2d]), 'a中'],
    ['no mark, little end first', bytes([...Buffer.from('ab: 中\n', 'utf16le')]), 'ab: 中\n'],
    ['no mark, big end first', bytes([0, 0x61, 0, 0x62]), 'ab'],
  ])('reads UTF-16 with %s, and tells it', (_, input, text) => {
    expect(decodeUtf8(input)).toEqual({ text, invalidAt: 0, isUtf16: true });
  });

  it('does not take a NUL for UTF-16', () => {
    expect(decodeUtf8(bytes('a\0bc'))).toEqual({ text: 'a\0bc' });
  });
});
