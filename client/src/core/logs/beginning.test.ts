import { expect, it } from 'vitest';
import { beginningOf } from './beginning';

const mb = 1024 * 1024;
const at = (size: number) => ({ size, identity: 'a' });

it('is the end of a log that was never shown', () => {
  expect(beginningOf(undefined, undefined)).toEqual({ from: 0, isLineStart: true });
  expect(beginningOf(at(mb), undefined)).toEqual({ from: 0, isLineStart: true });
  expect(beginningOf(at(5 * mb), undefined)).toEqual({ from: 3 * mb, isLineStart: false, cut: 2 * mb });
});

it('leaves out nothing that came since it was shown, and has what stands before that again', () => {
  const shown = { identity: 'a', offset: 4 * mb };
  expect(beginningOf(at(5 * mb), shown)).toEqual({
    from: 3 * mb,
    identity: 'a',
    isLineStart: false,
    mark: 4 * mb,
  });
  expect(beginningOf(at(7 * mb), shown)).toEqual({
    from: 4 * mb,
    identity: 'a',
    isLineStart: true,
    mark: 4 * mb,
  });
});

it('tells what is cut of more than a view keeps', () => {
  const shown = { identity: 'a', offset: mb };
  expect(beginningOf(at(20 * mb), shown)).toEqual({
    from: 12 * mb,
    identity: 'a',
    isLineStart: false,
    cut: 8 * mb,
  });
});

it('goes on in the file that was shown, where another one is in its place or it was emptied', () => {
  const shown = { identity: 'b', offset: 100 };
  const expected = { from: 100, identity: 'b', isLineStart: true, mark: 100 };
  expect(beginningOf(at(5 * mb), shown)).toEqual(expected);
  expect(beginningOf(undefined, shown)).toEqual(expected);
  expect(beginningOf(at(10), { identity: 'a', offset: 100 })).toEqual({ ...expected, identity: 'a' });
});
