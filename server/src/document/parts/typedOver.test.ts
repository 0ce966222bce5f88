import { describe, expect, it } from 'vitest';
import { parseDocument } from '../parse';
import type { ParsedDocument } from '../tree/tree';
import { changed } from '../tree/textChange';
import { typedOver } from './typedOver';

const text = `# before all
applications:
  - name: one
    args:
      model_id: a
      max_loras: 5

  # of the second
  - name: two
    args: {model_id: b}
proxy_location: EveryNode
http_options:
  port: 1
  host: a
`;

const said = (document: ParsedDocument) =>
  JSON.parse(JSON.stringify({ ...document, parts: undefined })) as unknown;

describe('a line that is typed over', () => {
  it.each([
    ['in the first application', 'max_loras: 5', 'max_loras: 55'],
    ['to something shorter', 'name: one', 'name: o'],
    ['in the second application', 'name: two', 'names: two'],
    ['in another key of the root', 'port: 1', 'port: 12'],
    ['in the last line', 'host: a', 'host: abc'],
    ['without another length', 'max_loras: 5', 'max_loras: 6'],
    ['with a line more', 'max_loras: 5', 'max_loras: 5\n      a: 1'],
    ['with a line less', 'model_id: a\n', ''],
    ['with half a key', 'max_loras: 5', 'max_loras: 5\n      tra'],
    ['with a list', 'max_loras: 5', 'max_loras:\n      - 5\n      - 6'],
    ['with a comment', 'max_loras: 5', 'max_loras: 5\n\n# more'],
    ['in brackets', 'model_id: b}', 'model_id: b, c: 1}'],
  ])('leaves the other parts and lines as they are: %s', (_, from, to) => {
    const after = text.replace(from, to);
    const { lineStarts, parts } = parseDocument(after);
    const typed = typedOver(after, parseDocument(text));
    expect(typed?.lineStarts).toEqual(lineStarts);
    expect(typed?.parts.map(({ kind, place, text: own }) => [kind, place.start, own])).toEqual(
      parts.map(({ kind, place, text: own }) => [kind, place.start, own]),
    );
    expect(said(parseDocument(after, parseDocument(text)))).toEqual(said(parseDocument(after)));
  });

  it.each([
    ['two applications at once', text.replace('name: one', 'name: o').replace('name: two', 'name: t')],
    ['an open quote', text.replace('max_loras: 5', 'max_loras: "5')],
    ['an anchor', text.replace('max_loras: 5', 'max_loras: &a 5')],
    ['another column', text.replace('  - name: one', '   - name: one')],
    ['a key of the root in it', text.replace('      max_loras: 5', 'max_loras: 5')],
    ['an item without its end', text.replace('5\n\n  # of the second\n', '5')],
    ['a new application', text.replace('proxy', '  - name: three\nproxy')],
    ['an application less', text.replace('  - name: two\n    args: {model_id: b}\n', '')],
    ['nothing', text],
    ['a key of the root', text.replace('EveryNode', 'HeadOnly')],
    ['a comment', text.replace('before', 'behind')],
    ['an end that is cut off', text.slice(0, -3)],
    ['the half of it', text.slice(0, text.length / 2)],
    ['more at the end', `${text}a: 1\n`],
  ])('is not what was done where there is %s', (_, after) => {
    expect(typedOver(after, parseDocument(text))).toBeUndefined();
    expect(said(parseDocument(after, parseDocument(text)))).toEqual(said(parseDocument(after)));
  });

  it('is read again where an earlier text could not be cut', () => {
    const uncut = parseDocument('--- [', parseDocument(text));
    const after = text.replace('max_loras: 5', 'max_loras: 55');
    expect(typedOver(after, uncut)).toBeUndefined();
    expect(said(parseDocument(after, uncut))).toEqual(said(parseDocument(after)));
  });
});

describe('a change that is known', () => {
  const changes = [
    ['in an application', 'max_loras: 5', 'max_loras: 55'],
    ['at the end of a part', 'port: 1', 'port: 12'],
    ['at the beginning of a part', 'proxy_location', 'xproxy_location'],
    ['that takes a line break away', 'a\n      max_loras', 'a max_loras'],
    ['over two parts', 'two\n    args: {model_id: b}\nproxy', 'three\nproxy'],
    ['that adds a part', '  - name: two', '  - name: x\n  - name: two'],
  ] as const;

  it.each(changes)('leads to the tree of a fresh reading: %s', (_, from, newText) => {
    const start = text.indexOf(from);
    const change = { start, end: start + from.length, newText };
    const after = changed(text, change);
    expect(said(parseDocument(after, parseDocument(text), change))).toEqual(said(parseDocument(after)));
  });

  it('is what is looked at, and no other part of the text', () => {
    const start = text.indexOf('5');
    const change = { start, end: start + 1, newText: '66' };
    const before = parseDocument(text);
    const after = changed(text, change);
    // A text that cannot be looked at.
    const unseen = Object.assign(Object.create(null), { length: after.length }) as string;
    expect(
      typedOver(unseen, before, change)
        ?.parts.map(part => part.text)
        .join(''),
    ).toBe(after);
  });
});
