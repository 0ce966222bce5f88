import { describe, expect, it } from 'vitest';
import { insertEntry, quoteIfNeeded, removeEntry, renameKey, replaceValue } from './edit';
import type { TextEdit } from '../tree/finding';
import { nodeAtPath } from '../tree/locate';
import { parseDocument } from '../parse';
import type { Entry, MappingNode, ParsedDocument, Path } from '../tree/tree';

function apply(text: string, edits: readonly TextEdit[] | undefined): string | undefined {
  return edits
    ?.toSorted((a, b) => b.span.start - a.span.start)
    .reduce(
      (result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end),
      text,
    );
}

function mappingAt(document: ParsedDocument, path: Path): MappingNode {
  const node = nodeAtPath(document.root, path);
  if (node?.kind !== 'mapping') throw new Error(`No mapping at ${path.join('.')}`);
  return node;
}

function entryAt(mapping: MappingNode, key: string): Entry {
  const entry = mapping.entries.find(each => each.key.value === key);
  if (entry === undefined) throw new Error(`No ${key}`);
  return entry;
}

const file = 'a:\n  - name: x # first\n    args:\n      p: 1 # one\n      q: {r: 1, s: 2}\n  - name: y\n';

describe('insertEntry', () => {
  it('adds a line behind the last entry, its comment included', () => {
    const document = parseDocument(file);
    const edits = insertEntry(document, mappingAt(document, ['a', 0, 'args']), 'z', '3');
    expect(apply(file, edits)).toContain('      q: {r: 1, s: 2}\n      z: 3\n  - name: y');
  });

  it('adds to a mapping in flow style', () => {
    const document = parseDocument(file);
    const edits = insertEntry(document, mappingAt(document, ['a', 0, 'args', 'q']), 'z', '3');
    expect(apply(file, edits)).toContain('{r: 1, s: 2, z: 3}');
  });

  it('writes a list or mapping as the mapping around it is written', () => {
    const document = parseDocument(file);
    const value = { s: { t: '3' }, u: ['4', '5'] };
    const inBlock = insertEntry(document, mappingAt(document, ['a', 0, 'args']), 'z', value);
    expect(apply(file, inBlock)).toContain(
      '\n      z:\n        s:\n          t: 3\n        u:\n          - 4\n          - 5\n  - name: y',
    );
    const inBrackets = insertEntry(document, mappingAt(document, ['a', 0, 'args', 'q']), 'z', value);
    expect(apply(file, inBrackets)).toContain('{r: 1, s: 2, z: {s: {t: 3}, u: [4, 5]}}');
  });

  it('counts columns without a byte order mark, and leaves that where it is', () => {
    const text = '\ufeffa: 1\n';
    const document = parseDocument(text);
    const root = mappingAt(document, []);
    expect(apply(text, insertEntry(document, root, 'b', '2'))).toBe('\ufeffa: 1\nb: 2\n');
    expect(apply(text, removeEntry(document, root, entryAt(root, 'a')))).toBe('\ufeff');
  });

  it('keeps the line breaks of the file', () => {
    const text = 'a: 1\r\n';
    const document = parseDocument(text);
    expect(apply(text, insertEntry(document, mappingAt(document, []), 'b', '2'))).toBe('a: 1\r\nb: 2\r\n');
  });
});

describe('removeEntry', () => {
  it.each<[Path, string, string]>([
    [['a', 0, 'args'], 'p', '    args:\n      q: {r: 1, s: 2}\n'],
    [['a', 0], 'name', '  - args:\n      p: 1 # one\n'],
    [['a', 0, 'args', 'q'], 'r', 'q: {s: 2}'],
    [['a', 0, 'args', 'q'], 's', 'q: {r: 1}'],
  ])('%j %s', (path, key, expected) => {
    const document = parseDocument(file);
    const mapping = mappingAt(document, path);
    const changed = apply(file, removeEntry(document, mapping, entryAt(mapping, key)));
    expect(changed).toContain(expected);
    expect(parseDocument(changed ?? '').problems).toEqual([]);
  });
});

it.each([
  ['an anchor of the key', 'a:\n  &x p: 1\n  q: 2\n', 'a:\n  q: 2\n'],
  ['a tag of the key', 'a:\n  !!str p: 1\n  q: 2\n', 'a:\n  q: 2\n'],
  ['a question mark', 'a:\n  ? p\n  : 1\n  q: 2\n', 'a:\n  q: 2\n'],
  ['an anchor behind a dash', 'a:\n  - &x p: 1\n    &y q: 2\n', 'a:\n  - &y q: 2\n'],
])('takes what stands before a key with it: %s', (_, text, after) => {
  const document = parseDocument(text);
  expect(document.problems).toEqual([]);
  const path = text.includes('-') ? ['a', 0] : ['a'];
  const mapping = mappingAt(document, path);
  expect(apply(text, removeEntry(document, mapping, entryAt(mapping, 'p')))).toBe(after);
});

it('takes a block of text whole, a byte order mark at its end too', () => {
  const text = 'p: |\n  x\n  \ufeff\nb: 1\n';
  const document = parseDocument(text);
  const mapping = mappingAt(document, []);
  expect(apply(text, removeEntry(document, mapping, entryAt(mapping, 'p')))).toBe('b: 1\n');
});

describe('an entry whose block of text goes on to the next line', () => {
  const text = 'a:\n  t: |+\n    one\n\nb: 2\n';
  const document = parseDocument(text);
  const mapping = mappingAt(document, ['a']);

  it('is taken away without that line', () => {
    expect(apply(text, removeEntry(document, mapping, entryAt(mapping, 't')))).toBe('a:\n\nb: 2\n');
  });

  it('gets its neighbor on a line of its own', () => {
    expect(apply(text, insertEntry(document, mapping, 'u', '1'))).toBe(
      'a:\n  t: |+\n    one\n  u: 1\n\nb: 2\n',
    );
  });
});

describe('replaceValue and renameKey', () => {
  it('fills a missing value behind its colon', () => {
    const document = parseDocument('a:\nb: 1\n');
    expect(
      apply('a:\nb: 1\n', replaceValue(document, entryAt(mappingAt(document, []), 'a').value, 'x')),
    ).toBe('a: x\nb: 1\n');
  });

  it('leaves the line break behind a block of text', () => {
    const text = 'a: |+\n  x\n\nb: 1\n';
    const { value } = entryAt(mappingAt(parseDocument(text), []), 'a');
    expect(apply(text, replaceValue(parseDocument(text), value, 'y'))).toBe('a: y\n\nb: 1\n');
  });

  it('renames a key and leaves the rest', () => {
    const document = parseDocument('"a" : 1 # c\n');
    expect(apply('"a" : 1 # c\n', renameKey(entryAt(mappingAt(document, []), 'a'), 'b'))).toBe('b : 1 # c\n');
  });
});

describe('quoteIfNeeded', () => {
  it.each(['yes', '010', '1', 'a: b', '', '~', '${x}', 'on'])('quotes %j', value => {
    expect(quoteIfNeeded(value)).toBe(JSON.stringify(value));
  });

  it.each(['/api/v1/model/Qwen/Qwen3.5-4B', 'ms://Qwen/Qwen3', 'mock-model', 'cuda'])('leaves %j', value => {
    expect(quoteIfNeeded(value)).toBe(value);
  });
});
