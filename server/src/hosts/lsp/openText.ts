/**
 * A text document that holds nothing but its text. The usual one keeps the offset of each line, which for a file of
 * ten million line breaks is a hundred times what a server may take; the few positions that an edit has are found by
 * one pass instead.
 */
import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { OpenDocument } from '../../analysis/session';

/** For `TextDocuments`. */
export const openTexts = {
  create(uri: string, languageId: string, version: number, text: string): OpenDocument {
    return { uri, languageId, version, text };
  },

  update(
    { uri, languageId, text }: OpenDocument,
    changes: TextDocumentContentChangeEvent[],
    version: number,
  ): OpenDocument {
    const edited = changes.reduce(
      (before, change) => ('range' in change ? replaced(before, change.range, change.text) : change.text),
      text,
    );
    return { uri, languageId, version, text: edited };
  },
};

/** A position behind the end of its line is the end of that line, one behind the last line the end of the text. */
function replaced(text: string, { start, end }: Range, by: string): string {
  const from = offsetAt(text, start);
  // Most edits end on the line that they begin on, so the lines before it need no second pass.
  const to =
    end.line === start.line && end.character >= start.character
      ? Math.min(from + end.character - Math.max(0, start.character), lineEnd(text, from))
      : offsetAt(text, end);
  return text.slice(0, Math.min(from, to)) + by + text.slice(Math.max(from, to));
}

function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  let left = line;
  // One look at each character costs the same for all texts; a search for each line does not, where each is a break.
  for (let index = 0; left > 0; index += 1) {
    if (index >= text.length) return text.length;
    const code = text.charCodeAt(index);
    if (code !== 10 && (code !== 13 || text.charCodeAt(index + 1) === 10)) continue;
    left -= 1;
    start = index + 1;
  }
  return Math.min(start + Math.max(0, character), lineEnd(text, start));
}

/** Where the line that an offset is on ends, before its LF, CR LF or CR. */
function lineEnd(text: string, from: number): number {
  lineBreak.lastIndex = from;
  return lineBreak.test(text) ? lineBreak.lastIndex - 1 : text.length;
}

const lineBreak = /[\r\n]/g;
