import { describe, expect, it } from 'vitest';
import { marksLike, marksOf } from './marks';
import { parseDocument } from '../parse';

/** Each mark as it is written, with the place of its targets. */
function told(text: string): string[] {
  const document = parseDocument(text);
  return marksOf(document).map(({ kind, name, span, targets }) => {
    const written = text.slice(span.start, span.end);
    expect(written).toBe(kind === 'merge' ? '<<' : `${kind === 'anchor' ? '&' : '*'}${name}`);
    return [written, ...targets.map(target => target.span.start)].join(' ');
  });
}

describe('anchors, aliases and merge keys', () => {
  it('are found with what they stand for', () => {
    expect(told('a: &x {k: 1}\nb: *x\nc:\n  <<: *x\nd: [*x, *y]\n')).toEqual([
      '&x',
      '*x 3',
      '<< 3',
      '*x 3',
      '*x 3',
      '*y',
    ]);
    expect(told('a: &x\n  k: 1\nb: &y {m: 1}\nc: {<<: [*x, *y], d: *x}\n')).toEqual([
      '&x',
      '&y',
      '<< 3 16',
      '*x 3',
      '*y 16',
      '*x 3',
    ]);
    expect(told('a: &x {k: 1}\nb: &y {l: 1}\nc:\n  <<:\n    - *x\n    - *y\n  m: *x\n')).toContain('<< 3 16');
    expect(told('a: &x {k: 1}\nb:\n  <<: {l: *x}\n')).toEqual(['&x', '<<', '*x 3']);
    expect(told('- &x 1\n- &x 2\n- *x\n').at(-1), 'the last one before it').toBe('*x 9');
    expect(told('- *x\n- &x 1\n')[0], 'none behind it').toBe('*x');
    expect(told('*x : 1\n&y k: *y\n')).toEqual(['*x', '&y', '*y 7']);
  });

  it.each([
    ['comments', '# &x\na: 1 # *x\n'],
    ['quotes', 'a: "&x"\nb: \'it\'\'s *x\'\nc: "a\n  &x"\nd: "\\" &x"\n'],
    ['blocks of text', 'a: |\n  &x\n\n  *x\nb: >-\n  <<: *x\n'],
    ['blocks of text in lists', '- |2\n  &x\n- k: |\n    *x\n  l: 1\n'],
    ['texts over several lines', 'a: one\n  &x two\n  *x\nb: 1\n'],
    ['the middle of a word', 'a: b&x\nb: R&D *x\nc: 2*x\nd: [a&x, b *x]\n'],
    ['keys in quotes', '"<<": 1\n'],
    ['values', 'a: "x<<y"\nb: x <<\n'],
  ])('are none in %s', (_, text) => {
    expect(parseDocument(text).problems).toEqual([]);
    expect(told(text)).toEqual([]);
  });

  it('are found in a text that cannot be read', () => {
    expect(told('a: "x\nb: &y 1\nc: *y\n')).toEqual(['&y', '*y 9']);
    expect(told('a: [1, 2\nb: &y 1\nc: *y\n')).toEqual(['&y', '*y 12']);
    expect(told('a: |\n  &x\n  *x\nb: *y\nc: "x\n')).toEqual(['*y']);
    expect(told('  a: b: c\n  d:\n    - |\n     *x\n  e: *y\n')).toEqual(['*y']);
  });

  it('belong together by their anchor', () => {
    const document = parseDocument('a: &x 1\nb: *x\nc: &y 1\nd: *y\ne: *x\n');
    const [anchor, alias] = marksOf(document);
    if (anchor === undefined || alias === undefined) throw new Error('no marks');
    expect(marksLike(document, alias).map(({ span }) => span.start)).toEqual([3, 11, 31]);
    expect(marksLike(document, anchor)).toEqual(marksLike(document, alias));
  });
});
