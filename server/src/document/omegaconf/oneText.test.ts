import { expect, it } from 'vitest';
import { parseDocument } from '../parse';

/** Keys of the root, `undefined` where nothing is known of it, or the codes of problems. Measured on OmegaConf 2.4.0. */
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

it('ends a block of text where a line begins at the first column, as the loader does', () => {
  for (const text of ['|+\na: 1\n', '|+\n# c\n\na: 1\n', '>\n# c\na:\n  b: 1\n', '|\r\n a\r\nb\r\n'])
    expect(read(text)).toEqual(['yaml-syntax']);
  for (const text of ['|\n', '|+\n# c\n', '|+\n a: 1\n', '|+\n a: 1\n# c\n...\n', '--- |\n\n a: 1'])
    expect(read(text)).toBeUndefined();
  expect(parseDocument('|+\n# c\na: 1\n').problems).toMatchObject([{ span: { start: 7, end: 8 } }]);
});
