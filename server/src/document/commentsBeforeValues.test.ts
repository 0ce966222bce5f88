import { describe, expect, it } from 'vitest';
import { withoutCommentsBeforeValues } from './commentsBeforeValues';
import { parseDocument } from './parse';

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
    ['in a file with a block of text', 'a: |\n  b:\n\n  # c\n  x\n'],
  ])('stays %s', (_, text) => {
    expect(withoutCommentsBeforeValues(text)).toBe(text);
  });

  it('keeps the items of a list apart', () => {
    const { root } = parseDocument('- a:\n    -\n\n# c\n      x\n    - y\n');
    expect(JSON.stringify(root, (key, value: unknown) => (key === 'span' ? undefined : value))).toContain(
      '"value":"y"',
    );
  });
});
