import { expect, it } from 'vitest';
import { applyEdits } from './applyEdits';
import { EditedText } from './editedText';
import type { TextEdit } from '../tree/finding';

const edit = (start: number, end: number, newText: string): TextEdit => ({ span: { start, end }, newText });

it('gives the edits that lead from the first text to the last', () => {
  const text = new EditedText('one two three');
  text.edit([edit(0, 3, '1'), edit(4, 7, '2')]);
  expect(text.text).toBe('1 2 three');
  text.edit([edit(2, 3, 'II'), edit(9, 9, '!')]);
  expect(text.text).toBe('1 II three!');
  expect(text.edits).toEqual([edit(0, 3, '1'), edit(4, 7, 'II'), edit(13, 13, '!')]);
});

it('has no edit for what is as it was', () => {
  const text = new EditedText('one two');
  text.edit([edit(0, 3, '1')]);
  text.edit([edit(0, 1, 'one')]);
  expect(text.edits).toEqual([]);
});

it('keeps the order of insertions at one place', () => {
  const text = new EditedText('ab');
  text.edit([edit(1, 1, 'x'), edit(1, 1, 'y')]);
  text.edit([edit(2, 2, '-')]);
  expect(text.text).toBe('ax-yb');
  expect(text.edits).toEqual([edit(1, 1, 'x-y')]);
});

it('refuses edits that overlap', () => {
  expect(() => {
    new EditedText('abc').edit([edit(0, 2, ''), edit(1, 3, '')]);
  }).toThrow('overlap');
});

it('does the same as one edit after the other, for any edits', () => {
  let seed = 1;
  const below = (bound: number): number => (seed = (seed * 48271) % 2147483647) % bound;
  for (let round = 0; round < 2000; round += 1) {
    const first = 'abcdefghij'.slice(0, below(11));
    const edited = new EditedText(first);
    let text = first;
    for (let times = below(5); times > 0; times -= 1) {
      const places = Array.from({ length: 2 * below(4) }, () => below(text.length + 1)).sort((a, b) => a - b);
      const edits: TextEdit[] = [];
      for (let index = 0; index < places.length; index += 2)
        edits.push(edit(places[index] ?? 0, places[index + 1] ?? 0, 'XYZ'.slice(0, below(4))));
      text = applyEdits(text, edits);
      edited.edit(edits);
      expect(edited.text).toBe(text);
    }
    expect(applyEdits(first, edited.edits)).toBe(text);
  }
});
