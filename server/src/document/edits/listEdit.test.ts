import { describe, expect, it } from 'vitest';
import type { TextEdit } from '../tree/finding';
import { appendItem, removeItem } from './listEdit';
import { parseDocument } from '../parse';
import type { ParsedDocument, SequenceNode } from '../tree/tree';

/** The list under the first key. */
function listOf(document: ParsedDocument): SequenceNode {
  const value = document.root?.kind === 'mapping' ? document.root.entries[0]?.value : undefined;
  if (value?.kind !== 'sequence') throw new Error('no list');
  return value;
}

function apply(text: string, edits: readonly TextEdit[] | undefined): string | undefined {
  return edits?.reduce(
    (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
    text,
  );
}

const appended = (text: string) => {
  const document = parseDocument(text);
  return apply(text, appendItem(document, listOf(document), 'c'));
};

const without = (text: string, index: number) => {
  const document = parseDocument(text);
  const list = listOf(document);
  const item = list.items[index];
  return item && apply(text, removeItem(document, list, item));
};

describe('appendItem', () => {
  it.each([
    ['list:\n  - a\n  - b # last\nmore: 1\n', 'list:\n  - a\n  - b # last\n  - c\nmore: 1\n'],
    ['list:\n- a', 'list:\n- a\n- c'],
    ['list:\r\n  - name: a\r\n    size: 1\r\n', 'list:\r\n  - name: a\r\n    size: 1\r\n  - c\r\n'],
    ['list: [a, b]\n', 'list: [a, b, c]\n'],
    ['list: []\n', 'list: [c]\n'],
  ])('%j', (before, after) => {
    expect(appended(before)).toBe(after);
  });
});

describe('removeItem', () => {
  it.each([
    ['list:\n  - a\n  - b # last\nmore: 1\n', 1, 'list:\n  - a\nmore: 1\n'],
    ['list:\n  - name: a\n    size: 1\n  - b\n', 0, 'list:\n  - b\n'],
    ['list: [a, b]\n', 0, 'list: [b]\n'],
    ['list: [a, b]\n', 1, 'list: [a]\n'],
  ])('%j, item %i', (before, index, after) => {
    expect(without(before, index)).toBe(after);
  });

  it('leaves the only item', () => {
    expect(without('list: [a]\n', 0)).toBeUndefined();
  });
});
