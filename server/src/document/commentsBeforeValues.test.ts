import { describe, expect, it } from 'vitest';
import { commentsBeforeValues } from './commentsBeforeValues';
import { meaningOf } from './format/meaning';
import { parseDocument } from './parse';
import { withBlanksAt } from './withBlanksAt';

const withoutCommentsBeforeValues = (text: string) => withBlanksAt(text, commentsBeforeValues(text));

describe('a comment between a key or dash and plain text', () => {
  it.each([
    ['a:\n  b:\n\n# c\n    x\n  d: 1\n', 'a:\n  b:\n\n   \n    x\n  d: 1\n'],
    ['a:\r\n  -\r\n\r\n# c\r\n    x\r\n  - y\r\n', 'a:\r\n  -\r\n\r\n   \r\n    x\r\n  - y\r\n'],
    ['a: &x !!str # k\n\n# c\n\n  # d\n  x\n', 'a: &x !!str # k\n\n   \n\n     \n  x\n'],
  ])('is blank: %j', (text, expected) => {
    expect(withoutCommentsBeforeValues(text)).toBe(expected);
    expect(parseDocument(text).problems).toEqual([]);
  });

  it.each([
    ['without a blank line, which the package reads', 'a:\n  b:\n# c\n    x\n  d: 1\n'],
    ['before a key', 'a:\n\n# c\n  b: 1\n'],
    ['before an item', 'a:\n\n# c\n  - b\n'],
    ['behind a text', 'a: x -\n\n# c\n  y\n'],
    ['in a block of text', 'a: |\n  b:\n\n  # c\n  x\n'],
    ['behind a dash that goes on with a text', 'a: x\n  -\n\n  # c\n  y\n'],
    ['behind a tag that goes on with a text', 'a: x\n  !y\n\n  # c\n  z\n'],
    ['where the blank before it is none of YAML', 'q:\n  b:\n\n    \u3000# c\n    x\n'],
  ])('stays %s', (_, text) => {
    expect(withoutCommentsBeforeValues(text)).toBe(text);
  });

  it('is looked for behind a block of text as well', () => {
    const text = 'a: |\n  x\nb:\n  c:\n\n# d\n    x > # |\n  e: <f>\n';
    expect(parseDocument(text).problems).toEqual([]);
  });

  it.each([
    ['a quote', 'a:\n  b:\n\n    # c\n    x\n  l:\n  - one "two\n  - three\n'],
    ['a bracket', 'q:\n  p:\n  - a [x\n  - b] z\n  b:\n\n    # c\n    text\n'],
    ['a dash', 'q:\n  l: [a -, b]\n  b:\n\n    # c\n    text\n'],
  ])('leaves %s in plain text as it is', (_, text) => {
    const plain = text.replace('    # c', '');
    expect(meaningOf(parseDocument(text).root)).toBe(meaningOf(parseDocument(plain).root));
  });

  it('keeps the items of a list apart', () => {
    const { root } = parseDocument('- a:\n    -\n\n# c\n      x\n    - y\n');
    expect(meaningOf(root)).toBe(meaningOf(parseDocument('- a: [x, y]\n').root));
  });
});
