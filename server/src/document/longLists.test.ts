/** A long list in brackets is read as the parser alone would read it, wherever it stands. */
import { visit, type Document } from 'yaml';
import { describe, expect, it } from 'vitest';
import { compose, composeAsWritten } from './composer';
import { longListsOf } from './longLists';

const list = (items: readonly string[], count = 120): string =>
  `[${Array.from({ length: count }, (_, index) => items[index % items.length]).join(', ')}]`;
const words = list([
  'lab/m-1',
  '12',
  'ms://a/b',
  '1.5',
  '.5',
  'a:b',
  '~/x'.slice(1),
  'yes',
  'null',
  '12:30',
  '-1',
  'a *b',
  'x  y -z',
  'a*b',
  '-a',
]);
const aliases = list(['*a', 'b', '*c-d']);

/** What a document holds, with the places of it all. */
function told(documents: readonly Document.Parsed[]): unknown[] {
  return documents.map(document => {
    const nodes: unknown[] = [];
    visit(document, {
      Node: (key, node) => {
        const { range, tag, type, value, source } = node as unknown as Record<string, unknown>;
        nodes.push([key, (range as number[] | undefined)?.slice(0, 2), tag, type, value, source]);
      },
    });
    return { nodes, errors: document.errors.map(({ pos, message }) => [pos, message]) };
  });
}

describe('a long list', () => {
  it.each([
    ['in a mapping', `a: ${words}\nb: 1\n`],
    ['with a comma at its end', `a: ${words.replace(']', ' , ]')}\n`],
    ['alone', words],
    ['in an item', `- ${words}\n- ${words} # comment\n`],
    ['in another', `a: [${words}, ${words}]\nb: {c: ${words}}\n`],
    ['of aliases', `a: &a 1\nc: &c-d {}\nb: ${aliases}\n`],
    ['in double quotes', `a: "${words}"\nb: " ${words} "\n`],
    ['in single quotes', `a: ' ${words}'\nb: ${words}\n`],
    ['in a comment', `a: 1 # ${words}\nb: ${words}\n`],
    ['in a block of text', `a: |\n  x\n  ${words}\nb: ${words}\n`],
    ['in plain text', `a: x ${words}\n`],
    ['in plain text on a line of its own', `a: x\n  ${words}\n`],
    ['as a key', `? ${words}\n: 1\n`],
    ['as a key that is too long', `${words}: 1\n`],
    ['as a key in brackets', `{ ${words}: 1}\n`],
    ['with an anchor', `a: &x ${words}\n`],
    ['with a tag', `a: !!seq ${words}\n`],
    ['behind text', `a: ${words} x\n`],
    ['with a bracket that is missing', `a: [${words}\nb: 1\n`],
    ['in a second document', `a: 1\n---\nb: ${words}\n`],
    ['of no words', `a: ${list(['"x"', "'y'", '{}', '- 1', 'a b', '?', '!!str x', '&a x'])}\n`],
  ])('%s is what the parser reads', (_, text) => {
    expect(told(compose(text))).toEqual(told(composeAsWritten(text)));
  });

  it('is one of words and aliases only, of a hundred at least', () => {
    expect(longListsOf(`a: ${words}\n`)).toEqual([{ start: 3, end: 3 + words.length }]);
    expect(longListsOf(`a: ${aliases}\n`)).toHaveLength(1);
    expect(longListsOf(`a: ${list(['x'], 99)}\n`)).toEqual([]);
    for (const other of ['*a b', '"x"', '[]', '-', '- 1', '#', 'a:', ': a', '&a', '!a', '?', 'a\n'])
      expect(longListsOf(`a: ${list(['x', other])}\n`)).toEqual([]);
  });
});
