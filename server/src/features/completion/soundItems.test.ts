import { describe, expect, it } from 'vitest';
import type { CompletionItem } from 'vscode-languageserver';
import { parseDocument } from '../../document/parse';
import { soundItems } from './soundItems';

/** An item that puts a text at the start of a line, in the place of so many characters. */
const item = (newText: string, line: number, characters = 0): CompletionItem => ({
  label: newText,
  textEdit: { newText, range: { start: { line, character: 0 }, end: { line, character: characters } } },
});

const kept = (text: string, items: readonly CompletionItem[]) =>
  soundItems(parseDocument(text), items).map(({ label }) => label);

describe('of the items', () => {
  it('those stay after which the text is read', () => {
    const items = [item('b: 1\n', 1), item('c: [\n', 1), item('d:\n  e: 1\n', 1), item('f: 1\n  g: 1', 1)];
    expect(kept('a: 1\n', items)).toEqual(['b: 1\n', 'd:\n  e: 1\n']);
  });

  it('all stay in a text that is broken', () => {
    expect(kept('a: [\n', [item('c: [\n', 1)])).toEqual(['c: [\n']);
  });

  it('a key that another part of the file has does not stay', () => {
    const text = 'a: 1\napplications:\n  - name: x\n  - name: y\nb: 1\nc: 1\n';
    expect(kept(text, [item('b: 1\n', 0), item('d: [1]\n', 0)])).toEqual(['d: [1]\n']);
  });
});
