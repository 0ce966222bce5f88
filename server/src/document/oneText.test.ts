import { expect, it } from 'vitest';
import { parseDocument } from './parse';

/** Keys of the root, `undefined` where nothing is told of it, or the codes of problems. Measured on OmegaConf 2.4.0. */
function read(text: string): unknown {
  const { root, problems } = parseDocument(text);
  if (problems.length > 0) return problems.map(({ code }) => code);
  return root?.kind === 'mapping' ? root.entries.map(({ key }) => key.value) : root?.kind;
}

it('takes a word alone as a key without a value', () => {
  expect(read('proxy_location')).toEqual(['proxy_location']);
  expect(read('# comment\n\nproxy_location\n')).toEqual(['proxy_location']);
  expect(read('hello\n world')).toEqual(['hello world']);
  expect(read('${x}')).toEqual(['${x}']);
});

it('reads a quoted text again', () => {
  for (const text of ["'telemetry: {}'", '|\n a: 1\n', "''", "'null'", "'a'"])
    expect(read(text)).toBeUndefined();
  for (const text of ["'5'", "'yes'", "'[]'", "'a: b: c'"]) expect(read(text)).toEqual(['yaml-syntax']);
});
