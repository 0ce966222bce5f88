import { describe, expect, it } from 'vitest';
import { choice, literal, placeholder, plainText } from './snippet';

describe('snippets', () => {
  it('escape what would be read as a place', () => {
    expect(literal('${oc.env:X}')).toBe('\\${oc.env:X\\}');
    expect(placeholder(1, 'a}b')).toBe('${1:a\\}b}');
    expect(choice(2, ['a,b', 'c|d'])).toBe('${2|a\\,b,c\\|d|}');
  });

  it('are plain text with their first values', () => {
    const snippet = `x: ${placeholder(1, 'a}b')}\ny: ${choice(2, ['u,v', 'w'])}\nz: ${literal('${k}')}$0`;
    expect(plainText(snippet)).toBe('x: a}b\ny: u,v\nz: ${k}');
  });
});
