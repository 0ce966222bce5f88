import { describe, expect, it } from 'vitest';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { openTexts } from './openText';

const at = (line: number, character: number, endLine: number, endCharacter: number, text: string) => ({
  range: { start: { line, character }, end: { line: endLine, character: endCharacter } },
  text,
});

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
      expect(openTexts.update(openTexts.create('u', 'yaml', 1, text), changes, 2)).toEqual({
        uri: 'u',
        languageId: 'yaml',
        version: 2,
        text: library.getText(),
      });
    },
  );
});
