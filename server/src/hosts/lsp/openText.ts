/**
 * A text document that holds nothing but its text. The usual one keeps the offset of each line, which for a file of
 * ten million line breaks is a hundred times what a server may take, and makes the whole text anew at each edit. This one
 * keeps the lines around the last edit apart from the rest, so that somebody who types there costs what these lines cost.
 */
import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { changed, type TextChange } from '../../document/tree/textChange';
import type { OpenDocument } from '../../analysis/session';

/** Lines above and below an edit that are kept apart with it. */
const around = 20;

/** The beginning of a line. */
interface LineStart {
  readonly line: number;
  readonly offset: number;
}

/** A text of which some lines were replaced. */
interface Content {
  readonly base: string;
  /** Where the lines begin in `base`. */
  readonly from: LineStart;
  /** Where they end there. */
  readonly to: number;
  readonly lines: string;
}

/** Number of the last text: each has another one. */
let states = 0;

class OpenText implements OpenDocument {
  readonly state = (states += 1);
  private whole: string | undefined;

  constructor(
    readonly uri: string,
    readonly languageId: string,
    readonly version: number,
    readonly content: Content,
    readonly edit?: OpenDocument['edit'],
  ) {}

  /** Put together where it is asked for. */
  get text(): string {
    return (this.whole ??= textOf(this.content));
  }
}

/** For `TextDocuments`. */
export const openTexts = {
  create(uri: string, languageId: string, version: number, text: string): OpenText {
    return new OpenText(uri, languageId, version, whole(text));
  },

  update(
    { uri, languageId, state: of, content: before }: OpenText,
    changes: TextDocumentContentChangeEvent[],
    version: number,
  ): OpenText {
    let content = before;
    let edit: TextChange | undefined;
    for (const change of changes) {
      edit = undefined;
      if ('range' in change) [content, edit] = edited(content, change.range, change.text);
      else content = whole(change.text);
    }
    // Of several edits only the last is known, and that is none of the text before.
    const known = changes.length === 1 && edit !== undefined ? { of, ...edit } : undefined;
    return new OpenText(uri, languageId, version, content, known);
  },
};

function whole(text: string): Content {
  return { base: text, from: { line: 0, offset: 0 }, to: 0, lines: '' };
}

function textOf({ base, from, to, lines }: Content): string {
  return base.slice(0, from.offset) + lines + base.slice(to);
}

function edited(content: Content, range: Range, newText: string): [Content, TextChange] {
  const [first, last] =
    range.start.line <= range.end.line ? [range.start, range.end] : [range.end, range.start];
  const there = isInLines(content, last.line) && first.line >= content.from.line;
  const { base, from, to, lines } = there ? content : apart(content, first.line, last.line);
  const start = offsetIn(lines, from.line, first);
  const end = offsetIn(lines, from.line, last);
  const change = { start: Math.min(start, end), end: Math.max(start, end), newText };
  return [
    { base, from, to, lines: changed(lines, change) },
    { start: from.offset + change.start, end: from.offset + change.end, newText },
  ];
}

/** True where a line is among those that are kept apart, up to its end. */
function isInLines({ base, from, to, lines }: Content, line: number): boolean {
  // What is written behind a lone CR may make one line break with it.
  if (base.charCodeAt(from.offset - 1) === 13) return false;
  const found = lineFrom(lines, line - from.line, { line: 0, offset: 0 });
  return found.line === line - from.line && (found.offset < lines.length || to === base.length);
}

/** The same text, with the lines from `first` to `last` and those around them apart. */
function apart(content: Content, first: number, last: number): Content {
  const base = textOf(content);
  const from = lineFrom(base, Math.max(0, first - around), content.from);
  const end = lineFrom(base, last + around + 1, from);
  const to = end.line === last + around + 1 ? end.offset : base.length;
  return { base, from, to, lines: base.slice(from.offset, to) };
}

/** A position behind the end of its line is the end of that line, one behind the last line the end of the text. */
function offsetIn(lines: string, firstLine: number, { line, character }: Position): number {
  const found = lineFrom(lines, line - firstLine, { line: 0, offset: 0 });
  return found.line < line - firstLine
    ? lines.length
    : Math.min(found.offset + Math.max(0, character), lineEnd(lines, found.offset));
}

/** The beginning of a line, found from that of another one; of a line behind the last one, that of the last. */
function lineFrom(text: string, wanted: number, near: LineStart): LineStart {
  let { line, offset } = wanted < near.line / 2 ? { line: 0, offset: 0 } : near;
  // One look at each character costs the same for all texts; a search for each line does not, where each is a break.
  for (let index = offset; line < wanted && index < text.length; index += 1) {
    if (!endsLine(text, index)) continue;
    line += 1;
    offset = index + 1;
  }
  for (; line > wanted && line > 0; line -= 1) {
    offset -= 1;
    while (offset > 0 && !endsLine(text, offset - 1)) offset -= 1;
  }
  return { line, offset };
}

/** True where a line ends behind a character: at LF, CR LF or CR. */
function endsLine(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10);
}

/** Where the line that an offset is on ends, before its LF, CR LF or CR. */
function lineEnd(text: string, from: number): number {
  lineBreak.lastIndex = from;
  return lineBreak.test(text) ? lineBreak.lastIndex - 1 : text.length;
}

const lineBreak = /[\r\n]/g;
