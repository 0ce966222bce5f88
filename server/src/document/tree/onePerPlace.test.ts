import { expect, it } from 'vitest';
import { onePerPlace, togetherEdits } from './onePerPlace';

const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

it('keeps the first of what stands at one place', () => {
  const things = [edit(0, 1, 'a'), edit(0, 2, 'b'), edit(0, 1, 'c')];
  expect(onePerPlace(things, ({ span }) => span).map(({ newText }) => newText)).toEqual(['a', 'b']);
});

it('takes edits of which each is of its own place', () => {
  const edits = [edit(4, 6, 'x'), edit(0, 2, 'y'), edit(4, 6, 'x')];
  expect(togetherEdits(edits)).toEqual(edits.slice(0, 2));
  expect(togetherEdits([edit(0, 2, 'a'), edit(2, 4, 'b')])).toHaveLength(2);
  expect(togetherEdits([edit(2, 2, 'a'), edit(2, 2, 'b')]), 'two insertions').toHaveLength(2);
  expect(togetherEdits([edit(0, 2, 'a'), edit(0, 2, 'b')])).toBeUndefined();
  expect(togetherEdits([edit(1, 3, 'a'), edit(0, 2, 'b')])).toBeUndefined();
});
