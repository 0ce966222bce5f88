import { describe, expect, it } from 'vitest';
import { nodeAtPath } from '../tree/locate';
import { parseDocument } from '../parse';

/** Value of `a`, or the codes of the problems. Measured on OmegaConf 2.4.0 with PyYAML 6.0.3. */
function read(value: string): unknown {
  const { root, problems } = parseDocument(`a: ${value}\n`);
  if (problems.length > 0) return problems.map(({ code }) => code);
  const node = nodeAtPath(root, ['a']);
  if (node?.kind !== 'scalar') return node?.kind;
  return node.value instanceof Uint8Array ? new TextDecoder().decode(node.value) : node.value;
}

describe('a tag decides about the value', () => {
  it.each([
    ['!!int "0o17"', 15],
    ["!!int ' 5 '", 5],
    ['!!int 0b0b1', 1],
    ['!!int 0x1F', 31],
    ['!!int 1:30', 90],
    ['!!int -7', -7],
    ['!!float 3', 3],
    ['!!float infinity', Infinity],
    ['!!float -.inf', -Infinity],
    ['!!float 1:30.5', 90.5],
    ['!!bool OFF', false],
    ['!!null x', null],
    ['!!binary aGk=', 'hi'],
    ["!!binary 'a=G=k=='", 'hi'],
    ['!!binary', ''],
    ['!!str', ''],
    ['! 5', 5],
    ['! [1]', 'sequence'],
    ['!!map {b: 1}', 'mapping'],
    ['!!omap [b: 1, c: 2]', 'sequence'],
    ['!!pairs [b: 1, b: 2]', 'sequence'],
  ])('%s', (value, expected) => {
    expect(read(value)).toEqual(expected);
  });
});

it('takes the indicators as keys', () => {
  expect(parseDocument('a: {=: 1, <<: {b: 2}}\n').problems).toEqual([]);
});

describe('a tag that does not fit is refused, and an indicator as a value', () => {
  it.each([
    ['!!int 5.0', 'yaml-value'],
    ['!!int', 'yaml-value'],
    ['!!int 08', 'yaml-value'],
    ['!!float x', 'yaml-value'],
    ['!!bool y', 'yaml-value'],
    ['!!binary aGk', 'yaml-value'],
    ['!!binary é', 'yaml-value'],
    ['!!str [1]', 'yaml-tag'],
    ['!!null {}', 'yaml-tag'],
    ['!!map [1]', 'yaml-tag'],
    ['!!seq', 'yaml-tag'],
    ['!!pairs [{b: 1, c: 1}]', 'yaml-tag'],
    ['!!set {b}', 'yaml-tag'],
    ['!!timestamp 2026-01-01', 'yaml-tag'],
    ['!!merge x', 'yaml-tag'],
    ['!own x', 'yaml-tag'],
    ['=', 'yaml-value'],
    ['<<', 'yaml-value'],
    ['[<<]', 'yaml-value'],
  ])('%s', (value, code) => {
    expect(read(value)).toEqual([code]);
  });
});
