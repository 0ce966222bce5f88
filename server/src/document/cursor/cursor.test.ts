import { describe, expect, it } from 'vitest';
import { contextAtOffset, type CursorContext } from './cursor';
import { parseDocument } from '../parse';

/** The context at the mark ‸ of a text. */
function at(marked: string): CursorContext | undefined {
  const offset = marked.indexOf('‸');
  return contextAtOffset(parseDocument(marked.replace('‸', '')), offset);
}

describe('contextAtOffset', () => {
  it.each<[string, string, Partial<CursorContext>]>([
    ['an empty file', '‸', { kind: 'key', path: [] }],
    ['a first key', 'app‸', { kind: 'key', path: [], prefix: 'app' }],
    ['a key in a mapping', 'http_options:\n  ‸', { kind: 'key', path: ['http_options'], column: 2 }],
    [
      'a value',
      'http_options:\n  host: lo‸',
      { kind: 'value', path: ['http_options'], key: 'host', prefix: 'lo' },
    ],
    ['right behind a colon', 'a:‸', { kind: 'value', path: [], key: 'a', needsBlank: true }],
    [
      'the first key of an item',
      'applications:\n  - na‸',
      { kind: 'item', path: ['applications', 0], prefix: 'na' },
    ],
    ['a list at the column of its key', 'applications:\n- ‸', { kind: 'item', path: ['applications', 0] }],
    [
      'a further key of an item',
      'applications:\n  - name: x\n    ‸',
      { kind: 'key', path: ['applications', 0] },
    ],
    [
      'the second item',
      'applications:\n  - name: x\n    args:\n      a: 1\n  - ‸',
      { kind: 'item', path: ['applications', 1] },
    ],
    [
      'deep in the second item',
      'applications:\n  - name: x\n    args: {}\n  - name: y\n    args:\n      device_group:\n        ra‸\n      device_mesh:\n',
      { kind: 'key', path: ['applications', 1, 'args', 'device_group'], prefix: 'ra' },
    ],
    [
      'a value deep below, the rest broken',
      'applications:\n  - name: "x\n    args:\n      backend: m‸',
      { kind: 'value', path: ['applications', 0, 'args'], key: 'backend', prefix: 'm' },
    ],
    [
      'an item of a list of words',
      'applications:\n  - args:\n      supported_models:\n        - Qw‸',
      { kind: 'item', path: ['applications', 0, 'args', 'supported_models', 0], prefix: 'Qw' },
    ],
    ['back at the left', 'a:\n  b:\n    c: 1\n‸', { kind: 'key', path: [] }],
    ['over comments and blank lines', 'a:\n  b: 1\n\n  # note\n  ‸', { kind: 'key', path: ['a'] }],
    ['a key before its colon', 'a:\n  ho‸st: x', { kind: 'key', path: ['a'], prefix: 'ho', hasColon: true }],
  ])('%s, also behind a byte order mark', (_title, marked, expected) => {
    expect(at(marked)).toMatchObject(expected);
    expect(at(`\ufeff${marked}`)).toMatchObject(expected);
  });

  it.each([
    ['a comment', 'a: 1 # no‸'],
    ['quotes', 'a: "no‸"'],
  ])('offers nothing in %s', (_title, marked) => {
    expect(at(marked)).toBeUndefined();
  });

  it('replaces the whole word', () => {
    const context = at('a:\n  ho‸st: x');
    expect(context?.span).toEqual({ start: 5, end: 9 });
  });
});
