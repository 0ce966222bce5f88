/** Tabs, as OmegaConf 2.4.0 with libyaml 0.2.5 takes or refuses them. */
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../parse';

const codes = (text: string): string[] => parseDocument(text).problems.map(({ code }) => code);

describe('refuses', () => {
  it.each([
    'a:\n\tb: 1\n',
    'a:\n  \tb: 1\n',
    '\t# comment\na: 1\n',
    'a:\n\t\n  b: 1\n',
    'a: "x"\n\t\nb: 1\n',
    'a: x # c\n\t\nb: 1\n',
    'a: x\n\t\nb: 1\n',
    'a: x\n\n\t\nb: 1\n',
    'a:\n  b: x\n  \t# c\nd: 1\n',
    'a: x\n\t',
    '- \tx\n',
    '-\tx\n',
    'a:\n  -\tb: 1\n',
    'a: |\n\tx\n',
    'a: |\n  x\n\ty\n',
    'a: |\n  x\n\t\nb: 1\n',
    'a: {b: x\n\t, c: 1}\n',
    'a: {b\n  : 1}\n',
    'a: {"b"\n  : 1}\n',
  ])('%j', text => {
    expect(codes(text)).toHaveLength(1);
  });
});

describe('takes', () => {
  it.each([
    'a:\tb\n',
    'a\t: b\n',
    'a: b\t\n',
    'a: b\t# c\n',
    'a: b\tc\n',
    'a: &x\t1\n',
    '---\t\na: 1\n',
    'a: |\t\n  x\n',
    'a: [1,\t2]\n',
    'a: [\n\t1,\n\t2\n]\n',
    'a: {\n\t"b": 1\n}\n',
    'a: "x\n\ty"\n',
    'a: # \t c\n  b: 1\n',
    'a: |\n  x\n  \ty\n',
    'a:\n  b: x\n   \t\nd: 1\n',
    'a: x\n  \t\n  y\n',
    'a: x\n  -\ty\n',
    'a: {? b\n  : 1}\n',
    'a: {"b": 1,\n "c": 2}\n',
  ])('%j', text => {
    expect(codes(text)).toEqual([]);
  });
});
