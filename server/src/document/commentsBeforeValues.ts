/**
 * A comment on a line of its own between a key or dash and its value is as good as blank to the loader, at any column
 * (yaml/scanner.py, PyYAML 6.0.3, `scan_to_next_token`). Behind a blank line the `yaml` package takes its column for
 * the one that plain text may go on at, and so the next key or item for a part of that text.
 */
import { withoutBlanksAtEnd } from './blanksAtEnd';
import type { Span } from './span';
import { withoutComment } from './withoutComment';

/**
 * Spans of the lines that are comments between a key or dash and plain text, behind a blank line. In quotes over several
 * lines one that looks so is none: for a text in which these stand on one line (relaxed.ts).
 */
export function commentsBeforeValues(text: string): Span[] {
  if (!/^[ \t]*#/m.test(text)) return [];
  const reader = new Reader();
  let start = 0;
  for (const line of text.split('\n')) {
    reader.read(line, start);
    start += line.length + 1;
  }
  return reader.found;
}

class Reader {
  readonly found: Span[] = [];
  private comments: Span[] = [];
  /** Column of the key or dash that what follows belongs to while it stands further to the right. */
  private owner = 0;
  private awaitsValue = false;
  private isBehindBlank = false;
  /** The owner of a block of text, as long as its lines may go on. */
  private block: number | undefined;

  read(line: string, start: number): void {
    const end = withoutBlanksAtEnd(line).length;
    const column = /^ */.exec(line)?.[0].length ?? 0;
    const written = line.slice(column, end).replace(/^[ \t]+/, '');
    if (written === '') {
      this.isBehindBlank = true;
      return;
    }
    if (this.block !== undefined && column > this.block) return;
    this.block = undefined;
    if (!written.startsWith('#')) this.readContent(withoutComment(written), column);
    else if (this.awaitsValue && this.isBehindBlank) this.comments.push({ start, end: start + end });
  }

  private readContent(code: string, column: number): void {
    if (this.awaitsValue && isPlainText(code)) {
      this.found.push(...this.comments);
      this.awaitsValue = code.split(/[ \t]+/).every(isProperty);
    } else if (this.awaitsValue || column <= this.owner) {
      this.owner = column + ownColumn(code);
      this.awaitsValue = endsBeforeValue(code);
    }
    if (/(?:^|[ \t])[|>][-+\d]*$/.test(code)) this.block = code.startsWith('---') ? -1 : this.owner;
    this.comments = [];
    this.isBehindBlank = false;
  }
}

/** Column, in the line, of the key behind dashes, or where there is none, of the last dash. */
function ownColumn(code: string): number {
  const dashes = /^(?:[-?](?:[ \t]+|$))*/.exec(code)?.[0] ?? '';
  return /:(?:[ \t]|$)/.test(code) ? dashes.length : Math.max(0, withoutBlanksAtEnd(dashes).length - 1);
}

/** True for a line of nothing but dashes, or one that ends with a colon; an anchor or a tag may follow. */
function endsBeforeValue(code: string): boolean {
  const words = code.split(/[ \t]+/).filter(word => !isProperty(word));
  return words.at(-1)?.endsWith(':') === true || (words.length > 0 && words.every(word => word === '-'));
}

const isProperty = (word: string): boolean => /^[&!]/.test(word);

/** True for a line without keys, items and quotes. */
const isPlainText = (code: string): boolean => !/^[-?:](?:[ \t]|$)|:(?:[ \t]|$)|^['"[{]/.test(code);
