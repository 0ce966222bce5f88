import { describe, expect, it } from 'vitest';
import { contextAt } from './contextAt';
import { parseDocument } from '../parse';

function at(marked: string) {
  const text = marked.replace('‸', '');
  const found = contextAt(parseDocument(text), marked.indexOf('‸'));
  if (found === undefined) return undefined;
  const { span, quote, ...more } = found;
  return {
    ...more,
    replaced: text.slice(span.start, span.end),
    ...(quote && { quote: text.slice(quote.start, quote.end) }),
  };
}

describe('in brackets', () => {
  it.each<[string, object]>([
    ['a:\n  b: [‸]', { kind: 'item', path: ['a', 'b', 0], prefix: '', needsBlank: false }],
    ['a:\n  b: [1,‸', { kind: 'item', path: ['a', 'b', 1], prefix: '', needsBlank: true }],
    ['b: [1, x‸yz]', { kind: 'item', path: ['b', 1], prefix: 'x', replaced: 'xyz' }],
    ['b: {‸}', { kind: 'key', path: ['b'], prefix: '' }],
    ['- b: {x: 1, dp‸_size: 1}', { kind: 'key', path: [0, 'b'], prefix: 'dp', hasColon: true }],
    ['b: {x: 1, y: ‸}', { kind: 'value', path: ['b'], key: 'y', prefix: '', needsBlank: false }],
    ['b: {x: 1, y:‸}', { kind: 'value', path: ['b'], key: 'y', needsBlank: true }],
    ['b: {x: tr‸}', { kind: 'value', path: ['b'], key: 'x', prefix: 'tr' }],
    ['b: {x: one tw‸o three, y: 1}', { kind: 'value', prefix: 'one tw', replaced: 'one two three' }],
  ])('of one line: %j', (marked, expected) => {
    expect(at(marked)).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ['- {a: 1, b: ‸}', { kind: 'value', path: [0], key: 'b' }],
    ['l:\n  - {a: 1}\n  - {a: ‸', { kind: 'value', path: ['l', 1], key: 'a' }],
    ['l:\n- {a: 1}\n- {‸}', { kind: 'key', path: ['l', 1] }],
    ['- - {a: ‸}', { kind: 'value', path: [0, 0], key: 'a' }],
    ['{a: 1, b: ‸}', { kind: 'value', path: [], key: 'b' }],
    ['{‸}', { kind: 'key', path: [] }],
    ['--- {‸}', { kind: 'key', path: [] }],
    ['[a, ‸]', { kind: 'item', path: [1] }],
    ['a: {b: {c: [x, {d: ‸}]}}', { kind: 'value', path: ['a', 'b', 'c', 1], key: 'd' }],
    ['a: [[1], ‸]', { kind: 'item', path: ['a', 1] }],
    ['a: [{b: 1}, {c: 2, ‸}]', { kind: 'key', path: ['a', 1] }],
    ['a: [b: ‸]', { kind: 'value', path: ['a', 0], key: 'b' }],
    ['a: {b: "x, {", c: ‸}', { kind: 'value', path: ['a'], key: 'c' }],
    ['a: {"b c": {\'d\': ‸}}', { kind: 'value', path: ['a', 'b c'], key: 'd' }],
    ['a: {"b":{c: ‸}}', { kind: 'value', path: ['a', 'b'], key: 'c' }],
    ['a: {"\\x41b": {c: ‸}}', { kind: 'value', path: ['a', 'Ab'], key: 'c' }],
    ['a: &x !!map {b: ‸}', { kind: 'value', path: ['a'], key: 'b' }],
    ['a:\n  {b: ‸}', { kind: 'value', path: ['a'], key: 'b' }],
    ['"a b": {c: ‸}', { kind: 'value', path: ['a b'], key: 'c' }],
  ])('wherever they stand: %j', (marked, expected) => {
    expect(at(marked)).toMatchObject({ ...expected, inFlow: true });
  });

  it.each<[string, object]>([
    ['a: [\n  ‸\n]\n', { kind: 'item', path: ['a', 0] }],
    ['a: {\n  b: 1, # {\n  c: ‸\n}\n', { kind: 'value', path: ['a'], key: 'c' }],
    ['a: {\n  b: 1,\n  c‸\n}\n', { kind: 'key', path: ['a'], prefix: 'c' }],
    ['{\n"a": {\n"b": [\n"c", ‸\n]}}\n', { kind: 'item', path: ['a', 'b', 1] }],
    ['l:\n  - {a: 1,\n     b: ‸\nx: 1\n', { kind: 'value', path: ['l', 0], key: 'b' }],
    ['l:\n  - {a: 1,\n     b: [x, ‸\n  - {a: 2}\n', { kind: 'item', path: ['l', 0, 'b', 1] }],
  ])('over several lines: %j', (marked, expected) => {
    expect(at(marked)).toMatchObject({ ...expected, inFlow: true });
  });

  it('end where the lines below begin anew', () => {
    expect(at('a: {b: 1\nc:\n  d: ‸\n')).toMatchObject({ kind: 'value', path: ['c'], key: 'd' });
    expect(at('l:\n  - {a: [1\n  - b: ‸\n')).toMatchObject({ kind: 'value', path: ['l', 1], key: 'b' });
    expect(at('a: "x\nb: {c: ‸\n')).toMatchObject({ kind: 'value', path: ['b'], key: 'c' });
  });

  it.each([
    'b: {x: 1, y:‸ "z"}',
    'b: {x: 1 ‸}',
    'b: {x: ‸"z"}',
    'b: [*‸a]',
    'a: {b: &x‸}',
    'a: {b: !!str‸}',
    'a: [1] ‸',
    '# a: [‸',
    'a: [ # ‸\n]',
    'a: {? [‸] : 1}',
  ])('nothing in %j', marked => {
    expect(at(marked)).toBeUndefined();
  });
});

describe('in quotes', () => {
  it.each<[string, object]>([
    ['a: "‸"', { kind: 'value', path: [], key: 'a', prefix: '', replaced: '"', quote: '""' }],
    ["a: 'x‸y' # z", { kind: 'value', key: 'a', prefix: 'x', replaced: "xy'", quote: "'xy'" }],
    ['a: "x ‸y"', { prefix: 'x ', replaced: 'x y"' }],
    ['a: "x‸\nb: "c"\n', { prefix: 'x', replaced: 'x', quote: '"x' }],
    ['a: "x‸\n  b: 1\n', { prefix: 'x', replaced: 'x' }],
    ['a: "x‸ # why\nb: 1\n', { prefix: 'x', replaced: 'x' }],
    ['- "‸"', { kind: 'item', path: [0] }],
    ['a:\n  - "x"\n  - "‸"', { kind: 'item', path: ['a', 1] }],
    ['a:\n  "b‸": 1', { kind: 'key', path: ['a'], prefix: 'b', hasColon: true, replaced: 'b"' }],
    ['- "b‸": 1', { kind: 'key', path: [0], hasColon: true }],
    ['a:\n  "b‸"', { kind: 'key', path: ['a'], hasColon: false }],
    ['"a": "‸"', { kind: 'value', path: [], key: 'a' }],
    ['l:\n  - a: "x‸\n    b: "c"\n', { kind: 'value', path: ['l', 0], key: 'a', replaced: 'x' }],
    ['l:\n  - a: "x\n    b: "c‸"\n', { kind: 'value', path: ['l', 0], key: 'b', replaced: 'c"' }],
    ['a: &x !!str "‸"', { kind: 'value', path: [], key: 'a' }],
  ])('of a block: %j', (marked, expected) => {
    expect(at(marked)).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ['a: {b: "‸"}', { kind: 'value', path: ['a'], key: 'b', replaced: '"' }],
    ["a: {b: 'x‸, c: 1}\n", { kind: 'value', key: 'b', prefix: 'x', replaced: 'x' }],
    ['a: ["x", "y‸"]', { kind: 'item', path: ['a', 1], replaced: 'y"' }],
    ['a: {"b‸": 1}', { kind: 'key', path: ['a'], hasColon: true }],
    ['a: {"‸"}', { kind: 'key', path: ['a'], hasColon: false }],
    ['- {a: [\n    {"b": "‸"}]}', { kind: 'value', path: [0, 'a', 0], key: 'b' }],
  ])('in brackets: %j', (marked, expected) => {
    expect(at(marked)).toMatchObject({ ...expected, inFlow: true });
  });

  it.each(['a: "x" ‸', 'a: "x\n  ‸y"\n', '# "‸"', 'a: 1 # "‸"', 'a: {b "‸"}'])('nothing in %j', marked => {
    expect(at(marked)).toBeUndefined();
  });
});
