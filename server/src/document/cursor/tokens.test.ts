import { describe, expect, it } from 'vitest';
import { parseDocument } from '../parse';
import { tokensUpTo, tokensWhere } from './tokens';
import type { TreeNode } from '../tree/tree';

function told(text: string): string[] {
  return tokensWhere(parseDocument(text), /^/).map(({ start, end, depth }) => {
    return `${depth} ${text.slice(start, end)}`;
  });
}

/** Where the keys and values of a tree begin that are written. */
function startsOf(node: TreeNode | undefined): number[] {
  if (node?.kind === 'mapping')
    return node.entries.flatMap(({ key, value }) => [...startsOf(key), ...startsOf(value)]);
  if (node?.kind === 'sequence') return node.items.flatMap(startsOf);
  return node === undefined || node.span.start === node.span.end ? [] : [node.span.start];
}

describe('tokens', () => {
  it('come in the order of the text, with comments and the depth of brackets', () => {
    expect(told('a: [1, {b: x}] # why\n# y\nc: &n !!str "z"\n')).toEqual([
      ...['0 a', '0 :', '0 [', '1 1', '1 ,', '1 {', '2 b', '2 :', '2 x', '2 }', '1 ]', '0 # why'],
      ...['0 # y', '0 c', '0 :', '0 &n', '0 !!str', '0 "z"'],
    ]);
  });

  it('end a bracket that is never closed where the tree ends it', () => {
    const text = 'x:\n  a: [1, {b: 2\n  c: 3\n';
    expect(told(text).slice(-3)).toEqual(['0 c', '0 :', '0 3']);
    expect(tokensUpTo(parseDocument(text), text.indexOf('c')).at(-1)).toMatchObject({ depth: 0, value: 'c' });
  });

  it.each([
    'a: {b: "x, c: 1}\nd: 2\n',
    'l:\n  - name: "x\n    path: "server"\n  - name: y\n',
    'applications:\n  - name: a\n    args: {x: [1, 2\n  - name: "b\n',
    'a: b: c\nd: |\n  e: f\ng: one\n  two\n',
    '{a: 1, b: [x y, *z], "c": \'d\'\n',
    '---\n- a\n- b: [\n- c\n',
    'a: "x\n  y" z\nb: 1\n',
  ])('are those of the tree in %j', text => {
    const document = parseDocument(text);
    const tokens = new Set(tokensWhere(document, /^/).map(({ start }) => start));
    const starts = startsOf(document.root);
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.filter(start => !tokens.has(start))).toEqual([]);
  });

  it('are none of what is not read', () => {
    expect(told(`a: ${'['.repeat(300)}`)).toEqual([]);
    expect(told(`a: 1\nb:\n${'  - x: 1\n'.repeat(11_000)}`)).toEqual(['0 a', '0 :', '0 1']);
  });
});
