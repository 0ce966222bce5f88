import { describe, expect, it } from 'vitest';
import { parseDocument } from '../parse';
import { formatEdits } from './format';
import { applyEdits } from '../edits/applyEdits';

function formatted(text: string, tabSize = 2): string {
  return applyEdits(text, formatEdits(parseDocument(text), { tabSize }));
}

describe('layout', () => {
  it.each([
    [
      'blanks behind colons and dashes',
      'a:   1\nb:\n  -   x\n  -  y: 1\n     z: 2\n',
      'a: 1\nb:\n  - x\n  - y: 1\n    z: 2\n',
    ],
    ['blanks before colons', 'a : 1\n"b"  : 2\n', 'a: 1\n"b": 2\n'],
    ['blanks at line ends and on blank lines', 'a: 1  \n   \nb:\t\n  c: 2 \n', 'a: 1\n\nb:\n  c: 2\n'],
    [
      'one blank before comments',
      'a: 1    # one\nb:   # two\n  c: 2 # three\n',
      'a: 1 # one\nb: # two\n  c: 2 # three\n',
    ],
    ['the last line break', 'a: 1', 'a: 1\n'],
    [
      'comments in one column, whatever their line break becomes',
      'a: 1\r\nb: 12   # one\nc: 123  # two\n',
      'a: 1\r\nb: 12   # one\nc: 123  # two\r\n',
    ],
    ['no blank lines at the end', 'a: 1\n\n  \n', 'a: 1\n'],
    ['indentation', 'a:\n      b:\n       - c: 1\n         d: 2\n', 'a:\n  b:\n    - c: 1\n      d: 2\n'],
    ['brackets', 'a: [ 1,2 , 3 ]\nb: {x:  1,y: [ ] , z: {  }}\n', 'a: [1, 2, 3]\nb: {x: 1, y: [], z: {}}\n'],
    [
      'braces as most of the file has them',
      'a: { x: 1 }\nb: { y: 2}\nc: {z: 3}\n',
      'a: { x: 1 }\nb: { y: 2 }\nc: { z: 3 }\n',
    ],
    [
      'brackets over lines',
      'a: [1,\n   2,\n      # c\n ]\nb:\n  - [{x: 1,\n     y: 2}]\n',
      'a: [1,\n  2,\n  # c\n]\nb:\n  - [{x: 1,\n        y: 2}]\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });

  it('indents the lines of a text alike, also behind one of blanks only', () => {
    expect(formatted('http_options:\n     host: a\n        \n         b\n     port: 1\n')).toBe(
      'http_options:\n  host: a\n\n      b\n  port: 1\n',
    );
  });

  it('takes the width of the client, within reason', () => {
    const text = 'a:\n  b:\n    - c:\n        d: 1\n';
    expect(formatted(text, 4)).toBe('a:\n    b:\n        - c:\n              d: 1\n');
    expect(formatted(formatted(text, 4), 2)).toBe(text);
    expect(formatted(text, 0)).toBe(text);
    expect(formatted(text, 1000)).toContain(`\n${' '.repeat(8)}b:`);
  });

  it('indents lists as most of the file does', () => {
    const level = 'a:\n- x\nb:\n- y\n';
    expect(formatted(level)).toBe(level);
    expect(formatted(`${level}c:\n  - z\n`)).toBe(`${level}c:\n- z\n`);
    expect(formatted('a:\n- x\nb:\n  - y\n')).toBe('a:\n  - x\nb:\n  - y\n');
  });

  it('keeps the line breaks of the file', () => {
    expect(formatted('a:   1  \r\nb:\r\n    c: 2')).toBe('a: 1\r\nb:\r\n  c: 2\r\n');
  });

  it('gives the least edits', () => {
    expect(formatEdits(parseDocument('a: 1\nb:  2\n'), { tabSize: 2 })).toEqual([
      { span: { start: 7, end: 9 }, newText: ' ' },
    ]);
    expect(formatEdits(parseDocument('a: 1\n'), { tabSize: 2 })).toEqual([]);
  });
});

describe('comments', () => {
  it('move with what they stand beside', () => {
    expect(formatted('a:\n    # b\n    b: 1\n    # end of a\nc: 2\n')).toBe(
      'a:\n  # b\n  b: 1\n  # end of a\nc: 2\n',
    );
  });

  it('stand where they would without a byte order mark', () => {
    const texts = [
      'a: 1\nb:\n        # c\n    - d: 1\n',
      'a: 1   # one\nbb:  2 # two\n',
      '# c\na:  1\n',
      '   # c\n\na: 1\n',
      '\n# c\na:\n    - 1\n',
      '  a: 1\n  b:   2\n',
      '--- # c\na:  1\n',
    ];
    for (const text of texts) expect(formatted(`\ufeff${text}`)).toBe(`\ufeff${formatted(text)}`);
  });

  it('stay at the first column, as lines that were commented out', () => {
    const text = 'a:\n#    b: 1\n    c: 2\n';
    expect(formatted(text)).toBe('a:\n#    b: 1\n  c: 2\n');
  });

  it('that stand in one column keep standing in one', () => {
    expect(formatted('a: 1   # one\nbb:  2 # two\nc: 3 # three\n')).toBe(
      'a: 1  # one\nbb: 2 # two\nc: 3 # three\n',
    );
    expect(formatted('x:\n    a: 1    # one\n    b: 22   # two\n')).toBe(
      'x:\n  a: 1    # one\n  b: 22   # two\n',
    );
  });

  it('become no part of a block of text', () => {
    expect(formatted('a:\n    b: |\n        text\n      # comment\n    c: 1\n')).toBe(
      'a:\n  b: |\n    text\n  # comment\n  c: 1\n',
    );
  });
});

describe('texts over several lines', () => {
  it.each([
    [
      'blocks of text',
      'a:\n    b: |\n          one\n            two  \n   \n          three\n',
      'a:\n  b: |\n    one\n      two  \n\n    three\n',
    ],
    [
      'blocks with their indentation told',
      'a:\n    b: |2\n         one\n      two\n',
      'a:\n  b: |2\n       one\n    two\n',
    ],
    ['blocks that keep line breaks', 'a: |+\n    one\n\n\n', 'a: |+\n  one\n\n\n'],
    ['blocks without a last line break', 'a: |\n   one', 'a: |\n  one'],
    ['plain text', 'a:\n    b: one  \n      two\n', 'a:\n  b: one\n    two\n'],
    ['quotes', "a:\n    b: 'one \n       two'\n", "a:\n  b: 'one \n     two'\n"],
    ['escapes before line breaks', 'a: "one\\ \n  two\\\n    three"\n', 'a: "one\\ \n  two\\\n    three"\n'],
  ])('%s', (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
    expect(formatted(expected)).toBe(expected);
  });

  it('never folds a long line', () => {
    const long = `a: ${'word '.repeat(100)}end\n`;
    expect(formatted(long)).toBe(long);
  });
});

describe('names and tags', () => {
  it.each([
    ['anchors', 'a: &x  {b: 1}\nc:   *x\nd:\n    <<:  *x\n', 'a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n'],
    ['anchors of items', 'a:\n  -   &x b: 1\n      c: 2\n  - *x\n', 'a:\n  - &x b: 1\n    c: 2\n  - *x\n'],
    ['a key that is an alias', 'a: &x b\n*x : 1\n', 'a: &x b\n*x : 1\n'],
    ['tags', 'a:  !!str   1\n', 'a: !!str 1\n'],
    ['document markers', '--- # first\na:   1\n...\n', '--- # first\na: 1\n...\n'],
  ])('%s', (_, text, expected) => {
    expect(formatted(text)).toBe(expected);
  });

  it('keeps a byte order mark and blanks that are none of YAML', () => {
    expect(formatted('\ufeffa:  x\u00a0\n')).toBe('\ufeffa: x\u00a0\n');
  });
});

describe('leaves alone', () => {
  it.each([
    ['a text with mistakes', 'a:   [1\n'],
    ['a key that is there twice', 'a:   1\na: 2\n'],
    ['nothing', '   \n'],
    ['comments alone', '#  x   \n'],
    ['quotes over lines left of their key', 'a:\n    b: "x\n y"\n    c:   1\n'],
    ['explicit keys', '? a\n:   1\n'],
    ['line breaks of other systems', 'a:   1\rb: 2\r'],
    ['tabs that the loader refuses', 'a:\n\tb:   1\n'],
  ])('%s', (_, text) => {
    expect(formatted(text)).toBe(text);
  });
});
