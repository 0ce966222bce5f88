import { expect, it } from 'vitest';
import { flowContextAtOffset } from './flowContext';
import { parseDocument } from './parse';

function at(marked: string) {
  return flowContextAtOffset(parseDocument(marked.replace('‸', '')), marked.indexOf('‸'));
}

it.each<[string, object]>([
  ['a:\n  b: [‸]', { kind: 'item', path: ['a', 'b', 0], prefix: '', needsBlank: false }],
  ['a:\n  b: [1,‸', { kind: 'item', path: ['a', 'b', 1], prefix: '', needsBlank: true }],
  ['b: [1, x‸yz]', { kind: 'item', path: ['b', 1], prefix: 'x', span: { start: 7, end: 10 } }],
  ['b: {‸}', { kind: 'key', path: ['b'], prefix: '' }],
  ['- b: {x: 1, dp‸_size: 1}', { kind: 'key', path: [0, 'b'], prefix: 'dp', hasColon: true }],
  ['b: {x: 1, y: ‸}', { kind: 'value', path: ['b'], key: 'y', prefix: '', needsBlank: false }],
  ['b: {x: tr‸}', { kind: 'value', path: ['b'], key: 'x', prefix: 'tr' }],
])('%j', (marked, expected) => {
  expect(at(marked)).toMatchObject(expected);
});

it.each(['b: {x: 1, y:‸ "z"}', 'a: ‸', 'a: [[1], ‸', 'a: ["x‸"]', 'a: [1] ‸', '# a: [‸', 'a: [\n  ‸'])(
  'nothing in %j',
  marked => {
    expect(at(marked)).toBeUndefined();
  },
);
