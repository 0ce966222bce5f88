import { describe, expect, it } from 'vitest';
import { english } from '../../../text/text';
import type { YamlNode } from './nodes';
import { isSound, readDocument } from './read';

/** A node in short: texts as they are, nothing for what is not written. */
function short(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'alias') return `*${node.name}`;
  if (node.kind === 'sequence') return node.items.map(short);
  if (node.kind === 'scalar') return node.value;
  return Object.fromEntries(node.pairs.map(({ key, value }) => [String(short(key)), short(value)]));
}

function read(source: string) {
  const { root, findings, open } = readDocument(source);
  const told = findings.map(({ message, span }) => [english(message), source.slice(span.start, span.end)]);
  return { root: short(root), told, open };
}

const indentation = 'The indentation does not fit the lines above.';
const colon = 'A colon is missing: a key and its colon must be on one line.';

describe('behind a fault the reader goes on', () => {
  it.each([
    ['a key without a colon', 'a:\n  po\n  b: 1\nc: 2\n', { a: { po: '', b: '1' }, c: '2' }, [[colon, 'po']]],
    [
      'a key without a colon above lines that are deeper',
      'a:\n  b\n    c: 1\n  d: 2\n',
      { a: { b: { c: '1' }, d: '2' } },
      [[colon, 'b']],
    ],
    [
      'a line that is deeper than its neighbours',
      'a:\n  b: x\n    c: 1\nd: 2\n',
      { a: { b: 'x', c: '1' }, d: '2' },
      [[indentation, 'c']],
    ],
    [
      'a line between two depths',
      'a:\n    b: 1\n  c: 2\nd: 3\n',
      { a: { b: '1', c: '2' }, d: '3' },
      [[indentation, 'c']],
    ],
    [
      'an entry at the column of the dashes',
      'l:\n  - a: 1\n  b: 2\n  - c: 3\n',
      { l: [{ a: '1', b: '2' }, { c: '3' }] },
      [[indentation, 'b']],
    ],
    [
      'a quote that is never closed, before a comment',
      'a: "x # y\nb: 1\n',
      { a: 'x', b: '1' },
      [['This quote is not closed.', '"x']],
    ],
    [
      'a quote that is never closed, in brackets',
      "a: {b: 'x, c: 1}\nd: 2\n",
      { a: { b: 'x', c: '1' }, d: '2' },
      [['This quote is not closed.', "'x"]],
    ],
    [
      'a quote that is never closed, above entries with others',
      'l:\n  - a: "x\n    b: "y"\n  - c: "z"\n',
      { l: [{ a: 'x', b: 'y' }, { c: 'z' }] },
      [['This quote is not closed.', '"x']],
    ],
    ['a word behind a text in quotes over lines', 'a: "x\n  y" z\nb: 1\n', { a: 'x y', b: '1' }, undefined],
    [
      'directives without a text',
      '%FOO\n',
      undefined,
      [
        [
          "The server cannot read this line: only one '%YAML 1.1' or '%YAML 1.2' is allowed before '---'.",
          '%FOO',
        ],
      ],
    ],
    [
      'a bracket that is never closed',
      'a: [1, 2\nb: {c: 1\nd: 2\n',
      { a: ['1', '2'], b: { c: '1' }, d: '2' },
      [
        ['This bracket is not closed.', '[1, 2'],
        ['This bracket is not closed.', '{c: 1'],
      ],
    ],
    [
      'a quote that is never closed',
      'a: "x\nb: 1\n',
      { a: 'x', b: '1' },
      [['This quote is not closed.', '"x']],
    ],
    [
      'a quote that is never closed, in brackets',
      'a: {b: "x\nc: 1\n',
      { a: { b: 'x' }, c: '1' },
      [['This quote is not closed.', '"x']],
    ],
    [
      'a bracket of the other kind',
      'a: [1}\nb: {c: 1]\n',
      { a: ['1'], b: { c: '1' } },
      [
        ["This list begins with '[', so it must end with ']'.", '}'],
        ["This mapping begins with '{', so it must end with '}'.", ']'],
      ],
    ],
    [
      'a blank that is missing behind a colon',
      'a:\n  b:1\n  c: 2\n',
      { a: { 'b:1': '', c: '2' } },
      [['A space is missing after the colon.', 'b:1']],
    ],
    [
      'a blank that is missing behind a dash',
      'l:\n  - a: 1\n    b: 2\n  -a: 3\n    b: 4\n',
      {
        l: [
          { a: '1', b: '2' },
          { a: '3', b: '4' },
        ],
      },
      [['A space is missing after the dash.', '-']],
    ],
    [
      'a merge conflict',
      'a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> other\n  c: 3\n',
      { a: { b: '1', c: '3' } },
      [['There is an unresolved merge conflict here: keep one side, and remove the markers.', '<<<<<<<']],
    ],
    ['a comma that is missing', 'a: {b: 1 c: 2, d: [1 # x\n 2]}\n', undefined, undefined],
    [
      'a list before the file',
      '- # why\na: 1\nb:\n- 2\n',
      { a: '1', b: ['2'] },
      [['This is outside of the mapping below it, which is the content of the file.', '- # why']],
    ],
    [
      'a bracket before the file',
      '[#\na: 1\nb: 2\n',
      { a: '1', b: '2' },
      [['This bracket is not closed.', '[#']],
    ],
  ])('%s', (_, source, root, told) => {
    const now = read(source);
    if (root !== undefined) expect(now.root).toEqual(root);
    if (told !== undefined) expect(now.told).toEqual(told);
    expect(now.told).not.toEqual([]);
    expect(isSound(source)).toBe(false);
  });

  it('names places in the text only', () => {
    for (const source of ['a: "\\', '%FOO', '%YAML 1.1\n']) {
      const { findings } = readDocument(source);
      expect(findings.length).toBeGreaterThan(0);
      for (const { span } of findings) expect(span.end).toBeLessThanOrEqual(source.length);
    }
  });

  it('reports one fault for a line', () => {
    expect(read('a: "\\q\\z" x\nb: @y: z\n').told).toHaveLength(2);
  });

  it('comes to an end with any number of brackets', () => {
    const source = `${'a: [\n'.repeat(100)}b: 1\n`;
    expect(read(source).told.length).toBeGreaterThan(0);
  });
});

describe('a sound text', () => {
  it.each([
    ['a block at the column of its key', 'a:\n  b:\n  |\n   x\n', undefined],
    ['brackets left of their key', 'a:\n  b: [1,\n2\n]\n', { a: { b: ['1', '2'] } }],
    ['quotes left of their key', 'a:\n  b: "x\ny"\n', { a: { b: 'x y' } }],
    ['a comment right behind a bracket', 'a: [1]#c\nb: "x"#c\n', { a: ['1'], b: 'x' }],
    ['lines between comments', 'a:\n\n# c\n  b: 1\n', { a: { b: '1' } }],
    ['a question mark in brackets', 'a: [?b]\n', { a: [{ b: '' }] }],
    ['line separators', 'a: "x\u2028y"\u0085b: 1\n', { a: 'x\u2028y', b: '1' }],
    ['folded text', 'a: >\n  x\n  y\n\n    z\n  w\nb: |+\n  q\n\n', { a: 'x y\n\n  z\nw\n', b: 'q\n\n' }],
    ['escapes over lines', 'a: "x\\\n  y\\x41\\u263a\\/"\n', { a: 'xyA☺/' }],
    ['an alias as a key', 'a: &x k\n*x: 1\n', undefined],
    ['a tag with escapes', '%TAG !e! tag:x,\n---\na: !e!b%20c 1\n', { a: '1' }],
  ])('%s', (_, source, root) => {
    const now = read(source);
    expect(now.told).toEqual([]);
    if (root !== undefined) expect(now.root).toEqual(root);
    expect(isSound(source)).toBe(true);
  });
});

describe('a text that nests deep', () => {
  const codes = (source: string) => readDocument(source).findings.map(({ code }) => code);

  it('is not read beyond a bound, whatever its line breaks', () => {
    expect(codes(`a: ${'['.repeat(250)}${']'.repeat(250)}\n`)).toEqual(['yaml-depth']);
    const levels = Array.from({ length: 300 }, (_, level) => `${' '.repeat(level)}a:`);
    expect(codes(levels.join('\r'))).toEqual(['yaml-depth']);
    expect(codes('- '.repeat(5000))).toEqual(['yaml-depth']);
  });

  it('is one only where its brackets are brackets', () => {
    const brackets = '['.repeat(250);
    expect(codes(`a: "${brackets}"\nb: x${brackets}\n# ${brackets}\nc: |\n  ${brackets}\n`)).toEqual([]);
  });

  it('is not one of many lines with brackets that are never closed', () => {
    const lines = Array.from({ length: 60 }, (_, key) => `k${key}: ${'['.repeat(100)}\n`);
    expect(new Set(codes(lines.join('')))).toEqual(new Set(['yaml-syntax']));
    expect(isSound(lines.join(''))).toBe(false);
  });
});
