import { describe, expect, it } from 'vitest';
import { meaningOf } from './format/meaning';
import { parseDocument } from './parse';

/** Each accepted by OmegaConf 2.4.0 with the value of the same text without its comments. */
describe('a comment between a key and its value, at whichever column', () => {
  it.each([
    'a:\n  b:\n\n# c\n    x\n  d: 1\n',
    'a:\n  b: # why\n\n# c\n# c\n    x\n  d: 1\n',
    'a:\n  - b:\n\n#c\n       x\n  - d: 1\n',
    'a:\n  -\n\n# c\n    x\n  - y: 1\n',
    'a:\n\n# c\n  x\nd: 1\n',
    'a:\n  b:\n\n # c\n    x y\n    z\n  d: 1\n',
  ])('%j', text => {
    const { root, problems } = parseDocument(text);
    expect(problems).toEqual([]);
    expect(meaningOf(root)).toBe(meaningOf(parseDocument(text.replace(/#.*/g, '')).root));
  });
});

/** Each refused by OmegaConf 2.4.0. */
describe('a comment that ends a text is still told', () => {
  it.each([
    'a: x\n# c\n  y\n',
    'a:\n  x\n# c\n  y\n',
    'a:\n  b:#\n# c\n    x: 1\n',
    'a:\n\n# c\n  x\n# c\n  y\nd: 1\n',
  ])('%j', text => {
    expect(parseDocument(text).problems.map(({ code }) => code)).toContain('yaml-syntax');
  });
});
