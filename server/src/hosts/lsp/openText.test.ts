import { describe, expect, it } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { changed } from '../../document/tree/textChange';
import { openTexts } from './openText';

const at = (line: number, character: number, endLine: number, endCharacter: number, text: string) => ({
  range: { start: { line, character }, end: { line: endLine, character: endCharacter } },
  text,
});

/** Numbers below a bound, the same in each run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

describe('openTexts', () => {
  it.each([
    ['an insertion', 'a\nb\nc\n', [at(1, 1, 1, 1, 'x')]],
    ['a removal over lines', 'a\nb\nc\n', [at(0, 1, 2, 0, '')]],
    [
      'several, one after the other',
      'a\r\nb\rc\n',
      [at(1, 0, 1, 1, '1\n2'), at(3, 0, 3, 1, 'z'), at(0, 0, 0, 0, 'y')],
    ],
    ['positions behind a line and behind the text', 'a\r\nb', [at(0, 9, 0, 9, 'x'), at(7, 0, 8, 0, 'y')]],
    ['the whole text', 'a\nb', [{ text: 'c\n' }]],
    ['a surrogate pair', '\u{1f600}a\n', [at(0, 2, 0, 3, 'b')]],
    ['nothing', '', [at(0, 0, 0, 0, 'a')]],
  ] as [string, string, TextDocumentContentChangeEvent[]][])(
    'applies %s as the library does',
    (_, text, changes) => {
      const library = TextDocument.update(TextDocument.create('u', 'yaml', 1, text), changes, 2);
      const open = openTexts.update(openTexts.create('u', 'yaml', 1, text), changes, 2);
      expect([open.uri, open.languageId, open.version, open.text]).toEqual([
        'u',
        'yaml',
        2,
        library.getText(),
      ]);
    },
  );

  it('applies any edits, one after the other, as the library does, and says what each changed', () => {
    const random = generator(11);
    const pieces = ['\n', '\r\n', '\r', 'a', 'bc', '', 'd\ne', '\n\n', '\r\r'];
    for (let round = 0; round < 60; round++) {
      const lines = Array.from({ length: random(120) }, () => `${pieces[random(pieces.length)] ?? ''}line`);
      const text = lines.join(pieces[random(3)]);
      let library = TextDocument.create('u', 'yaml', 1, text);
      let open = openTexts.create('u', 'yaml', 1, text);
      let line = 0;
      for (let version = 2; version < 40; version++) {
        line = random(4) === 0 ? random(library.lineCount + 2) : Math.max(0, line + random(5) - 2);
        const start = { line, character: random(6) };
        const end = random(3) === 0 ? { line: line + random(3), character: random(6) } : start;
        // Of two places on one line, the first comes first.
        const isInOrder = end.line > start.line || end.character >= start.character;
        const range = isInOrder ? { start, end } : { start: end, end: start };
        const changes = [{ range, text: pieces[random(pieces.length)] ?? '' }];
        const before = open;
        // One that was updated counts its lines wrongly where an edit parts or joins CR and LF.
        const fresh = TextDocument.create('u', 'yaml', 1, before.text);
        library = TextDocument.update(fresh, changes, version);
        open = openTexts.update(open, changes, version);
        expect(open.text).toBe(library.getText());
        expect(open.edit?.of).toBe(before.state);
        expect(open.edit && changed(before.text, open.edit)).toBe(open.text);
      }
    }
  });

  it('does not say what changed where there was more than one edit', () => {
    const open = openTexts.create('u', 'yaml', 1, 'a\nb\n');
    expect(openTexts.update(open, [at(0, 0, 0, 0, 'x'), at(1, 0, 1, 0, 'y')], 2).edit).toBeUndefined();
    expect(openTexts.update(open, [{ text: 'c' }], 2).edit).toBeUndefined();
  });
});
