/** A text of thousands of tokens is read once only, and all the same like a short one. */
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../parse';
import type { ParsedDocument, TreeNode } from '../../tree/tree';

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
/** Enough tokens to make a text a long one. */
const filler = `filler: [${many(6_000, index => `${index}, `)}]`;

const itemsOf = (root: TreeNode | undefined): readonly TreeNode[] => {
  const value = root?.kind === 'mapping' ? root.entries[0]?.value : undefined;
  return value?.kind === 'sequence' ? value.items : [];
};
const values = ({ root }: ParsedDocument): unknown[] =>
  itemsOf(root).map(item => (item.kind === 'scalar' ? item.value : item.kind));
const codes = ({ problems }: ParsedDocument): string[] => problems.map(({ code }) => code);

describe('a long text', () => {
  const lists: [string, string, string[]][] = [
    ['a bracket left of its owner', 'a', ['a']],
    ['a comment without a blank before it', '"a"#c\n', ['a']],
    ['a dash that is a text', '-', ['-']],
    ['a quote over lines', '"a\n b"', ['a b']],
    ['a quote with a blank line in it', '"a  \n\n\t b"', ['a\nb']],
    ['a quote with blanks at its ends', "' a\nb '", [' a b ']],
    ['a quote with escapes over lines', '"a\\\n  b\\tc"', ['ab\tc']],
    ['a quote with quotes over lines', "'a''\n b'", ["a' b"]],
    ['words over lines', 'a\nb\n\nc', ['a b\nc']],
  ];

  it.each(lists)('with %s has the values of a short one', (_, item, expected) => {
    const list = `a: [\n${item},\n]\n`;
    const inner = `a: [\n${many(2_800, () => `${item},\n`)}]\n`;
    const short = parseDocument(list);
    expect(values(short)).toEqual(expected);
    expect(codes(short)).toEqual([]);
    const before = parseDocument(`{a: [\n${item},\n],\n${filler}}\n`);
    expect([values(before), codes(before)]).toEqual([expected, []]);
    const within = parseDocument(inner);
    expect(codes(within)).toEqual([]);
    expect(new Set(values(within))).toEqual(new Set(expected));
  });

  it.each([
    ['a comma that is missing before a comment', 'a: [a # c\n b]\n'],
    ['a quote that is not closed', 'a: [a, "\n'],
    ['a bracket that is not closed', 'a: [\n'],
    ['two values', 'a: ["a" "b"]\n'],
  ])('with %s is refused', (_, broken) => {
    expect(codes(parseDocument(broken))).toContain('yaml-syntax');
    expect(codes(parseDocument(`{${filler},\n${broken}}\n`))).toContain('yaml-syntax');
  });

  it('tells where the quote is that is not closed', () => {
    const text = `{${filler},\na: [a,\n "b\n`;
    const [problem] = parseDocument(text).problems;
    expect(problem?.span.start).toBe(text.lastIndexOf('"'));
  });
});
