import { expect, it } from 'vitest';
import { applyEdits } from './applyEdits';
import { parseDocument } from '../parse';
import { retireEntry } from './retire';

function retired(text: string): string | undefined {
  const document = parseDocument(text);
  const { root } = document;
  const [entry] = root?.kind === 'mapping' ? root.entries : [];
  if (root?.kind !== 'mapping' || entry === undefined) throw new Error('no entry');
  const edits = retireEntry(document, root, entry);
  return edits && applyEdits(text, edits);
}

it.each([
  ['a field without a comment is removed', 'a: 1\nb: 2\n', 'b: 2\n'],
  ['one with a comment becomes a comment', 'a: 1 # why\nb: 2\n', '# a: 1 # why\nb: 2\n'],
  ['so do its lines', 'a: # why\n  c: 1\n\nb: 2\n', '# a: # why\n#   c: 1\n\nb: 2\n'],
])('%s, also behind a byte order mark', (_, text, expected) => {
  expect(retired(text)).toBe(expected);
  expect(retired(`\ufeff${text}`)).toBe(`\ufeff${expected}`);
});
