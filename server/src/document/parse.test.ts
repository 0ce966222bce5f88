import { describe, expect, it } from 'vitest';
import { parseDocument } from './parse';
import type { ParsedDocument, TreeNode } from './tree/tree';

/** Codes of the problems, each with the text that it marks. */
const problems = (text: string) =>
  parseDocument(text).problems.map(
    ({ code, span }) => `${code} ${JSON.stringify(text.slice(span.start, span.end))}`,
  );

/** The tree as plain values; an unknown value is the word `unknown`. */
function values(node: TreeNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'sequence') return node.items.map(values);
  if (node.kind === 'mapping')
    return Object.fromEntries(node.entries.map(e => [String(e.key.value), values(e.value)]));
  return node.interpolated ? 'unknown' : node.value;
}

const read = (text: string) => values(parseDocument(text).root);

describe('scalars have the values of OmegaConf', () => {
  it.each<[string, unknown]>([
    ['y', 'y'],
    ['yes', true],
    ['OFF', false],
    ['yEs', 'yEs'],
    ['010', 8],
    ['08', '08'],
    ['0o17', '0o17'],
    ['0x_1F', 31],
    ['1_000', 1000],
    ['1:30', 90],
    ['01:30', '01:30'],
    ['1:30.5', 90.5],
    ['1e3', 1000],
    ['.5', 0.5],
    ['-.5', '-.5'],
    ['.5e3', '.5e3'],
    ['1.', 1],
    ['-.INF', -Infinity],
    ['inf', 'inf'],
    ['9007199254740993', 9007199254740993n],
    ['2026-01-01', '2026-01-01'],
    ['~', null],
    ['', null],
    ['???', '???'],
    ['"010"', '010'],
    ['${a.b}', 'unknown'],
    ['!!float 3', 3],
    ['!!str 010', '010'],
  ])('%s', (source, value) => {
    expect(read(`a: ${source}`)).toEqual({ a: value });
  });
});

describe('merge keys and aliases', () => {
  it('lets own keys win, and the first of several merged mappings', () => {
    const text = 'm: &m {p: 1, q: 1}\nn: &n {q: 2, r: 2}\na:\n  <<: [*m, *n]\n  p: 3\n';
    expect(read(text)).toMatchObject({ a: { p: 3, q: 1, r: 2 } });
  });

  it('keeps the spans of the anchor for merged entries', () => {
    const { root } = parseDocument('m: &m {p: 1}\na: {<<: *m}\n');
    const a = root?.kind === 'mapping' ? root.entries[1]?.value : undefined;
    expect(a?.kind === 'mapping' && a.entries[0]).toMatchObject({
      merged: true,
      key: { span: { start: 7, end: 8 } },
    });
  });

  it('stays bounded on an alias bomb', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}]`);
    const { root } = parseDocument(`a0: &a0 [1]\n${levels.join('\n')}\n`);
    expect(countNodes(root)).toBeLessThan(200_000);
  });
});

function countNodes(node: TreeNode | undefined): number {
  if (node === undefined) return 0;
  if (node.kind === 'scalar') return 1;
  const children = node.kind === 'sequence' ? node.items : node.entries.map(entry => entry.value);
  return children.reduce((sum, child) => sum + countNodes(child), 1);
}

describe('what the loader refuses', () => {
  it.each<[string, string[]]>([
    ['a: 1\na: 2\n', ['yaml-duplicate-key "a"']],
    ['a:\n\t- 1\n', ['yaml-tab "\\t"']],
    ['a: "x\nb: 1\n', ['yaml-syntax "\\"x"']],
    ["a:\n  - 'x\n  - y\n", ['yaml-syntax "\'x"']],
    ['a: [x\nb: 1\n', ['yaml-syntax "[x"']],
    ['a: {x: [1]\nb: [2]\n', ['yaml-syntax "{x: [1]"']],
    ['a\u0000: 1', ['yaml-encoding "\\u0000"']],
    ['- 1\n---\nb', ['yaml-documents "---"']],
    ['x: *n', ['yaml-alias "*n"']],
    ['a: &x 1\nb: &x 2', ['yaml-anchor "2"']],
    ['a: !foo 1', ['yaml-tag "1"']],
    ['a: =', ['yaml-value "="']],
    ['a: 0x_', ['yaml-value "0x_"']],
    ['~: 1', ['yaml-key "~"']],
    ['[a]: 1', ['yaml-key "[a]"']],
    ['a:\n  <<: 5', ['yaml-merge "5"']],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });
});

describe('what the loader reads', () => {
  it.each([
    'a: [1, 2] #c\n',
    '1: x\n1: y\n',
    'a: {b,}\n',
    '# only a comment\n',
    'a: &x {p: 1}\nb: *x\nc: *x\n',
    '%YAML 1.1\n---\na: 1\n...\n',
    'a: |\n  text\n  \twith a tab\n',
    'y: 1\ntrue: 2\n',
    '\ufeffa: 1\r\nb: 2\r\n',
    'a: [1,\n2]\nb: 1\n',
    'a: {p: 1,\n# note\nq: 2\n}\nb: "x\ny"\n',
    'a: "x"#c\nb: [1]#c\nc: [1, #c\n 2]\n',
    "a: it's\nb: 'x\ny'\nc: don't\n",
  ])('%j', text => {
    expect(problems(text)).toEqual([]);
  });
});

describe('bad input', () => {
  it.each([
    '',
    '\n\n',
    '\u0000',
    '[',
    '{',
    '"',
    "'",
    '- - -',
    '? ',
    ':',
    '&',
    '*',
    '!',
    '|',
    '>',
    '%',
    '@',
    '`',
    '---',
    '...',
  ])('gives a document for %j', text => {
    expect(parseDocument(text).text).toBe(text);
  });

  it.each(['['.repeat(10_000), '- '.repeat(10_000), '{a: '.repeat(10_000)])('bounds the nesting', text => {
    expect(parseDocument(text).problems.map(({ code }) => code)).toEqual(['yaml-depth']);
  });

  it('keeps every span inside of the text and inside of its parent', () => {
    const source = 'applications:\n  - name: x # c\n    args: {a: [1, 2], b: }\n\n  - &y\n    name: "é😀"\n';
    // Every prefix of a file is what somebody had on the screen while writing it.
    for (let end = 0; end <= source.length; end += 1) checkSpans(parseDocument(source.slice(0, end)));
  });
});

function checkSpans({ text, root, problems: found }: ParsedDocument): void {
  for (const { span } of found) expect(inside(span, { start: 0, end: text.length })).toBe(true);
  const visit = (node: TreeNode, parent: { start: number; end: number }): void => {
    expect(
      inside(node.span, parent),
      `${JSON.stringify(node.span)} in ${JSON.stringify(parent)} of ${text}`,
    ).toBe(true);
    if (node.kind === 'sequence') for (const item of node.items) visit(item, node.span);
    if (node.kind === 'mapping')
      for (const entry of node.entries)
        visit(entry.value, {
          start: node.span.start,
          end: Math.max(node.span.end, entry.key.span.end + 1),
        });
  };
  if (root !== undefined) visit(root, { start: 0, end: text.length });
}

function inside(span: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return outer.start <= span.start && span.start <= span.end && span.end <= outer.end;
}

describe('entries in brackets that no comma parts', () => {
  it.each([
    'a: {p: 1\nb: 2}\n',
    'a: {\n  p: 1\n# c\nb: 2}\n',
    'a: {x: "1"\nb: 2}',
    'a: [1 # x\n 2]\n',
    'a: [x #x\n"2"]\n',
    'a: {p: 1 #x\n - na}\n',
  ])('are refused: %j', text => {
    expect(problems(text)).not.toEqual([]);
  });

  it.each(['a: {p: 1\n, b: 2}\n', 'a: {p: 1 # x\n# y\n, b: 2\n}\n', 'a: {p: # x\n1}\n', 'a: [x # x\n]\n'])(
    'are read with one: %j',
    text => {
      expect(problems(text)).toEqual([]);
    },
  );
});
