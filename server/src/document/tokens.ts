/**
 * The words of a text as its characters alone tell them, for places that the tree does not have: where an anchor or an
 * alias is written, and where somebody is typing. It judges nothing. In a text that cannot be read, a bracket or a
 * quote that was left open ends where the lines below begin anew.
 */
import { blockTextEnd, textsOverLines } from './blockTexts';
import { lineAt, lineEnd } from './positions';
import { quotedEnd } from './quotedEnd';
import type { ParsedDocument } from './tree';

export interface Token {
  /** `sign`: a dash, a question mark or the marker of a document. `block`: a text over several lines without quotes. */
  readonly kind:
    | 'open'
    | 'close'
    | 'comma'
    | 'colon'
    | 'sign'
    | 'anchor'
    | 'alias'
    | 'tag'
    | 'plain'
    | 'quoted'
    | 'block'
    | 'comment';
  readonly start: number;
  readonly end: number;
  /** Brackets that are open before it. */
  readonly depth: number;
  /** False for a quoted text without its second quote. */
  readonly isClosed: boolean;
}

/** Tokens that begin from `from`, a place outside of brackets and quotes, up to `to`. */
export function tokensOf(document: ParsedDocument, from = 0, to = document.text.length): Token[] {
  const scanner = new Scanner(document, from);
  const tokens: Token[] = [];
  for (let token = scanner.next(); token !== undefined && token.start < to; token = scanner.next())
    tokens.push(token);
  return tokens;
}

const blank = /\s/;
const marks: Readonly<Record<string, Token['kind']>> = { '&': 'anchor', '*': 'alias', '!': 'tag' };
const name = /[&*][0-9A-Za-z_-]+(?=[\s,[\]{}:]|$)|![^\s,[\]{}]*/y;
const marker = /^(?:---|\.\.\.)(?:\s|$)/;
const lineOfBlock = /(?:- |-$|["']?[\w./-]+["']?[ \t]*:(?:\s|$))/my;

class Scanner {
  private readonly text: string;
  private readonly isWhole: boolean;
  private readonly known: ReadonlyMap<number, number>;
  private at: number;
  private depth = 0;
  /** Column of the line of the outermost bracket. */
  private margin = 0;
  /** Where the entry of the current line begins: its first token behind the dashes. */
  private entry: number | undefined;
  /** Column of the key or dash that a value here belongs to. */
  private owner = -1;
  private last: Token | undefined;

  constructor(
    private readonly document: ParsedDocument,
    from: number,
  ) {
    this.text = document.text;
    this.isWhole = document.problems.length === 0;
    this.known = this.isWhole ? textsOverLines(document) : new Map<number, number>();
    this.at = from;
    this.newLine();
  }

  next(): Token | undefined {
    this.skipBlanks();
    if (this.at >= this.text.length) return undefined;
    const start = this.at;
    this.entry ??= start;
    const token = this.read(start, this.text[start] ?? '');
    this.at = token.end;
    this.track(token);
    this.last = token;
    return token;
  }

  private read(start: number, first: string): Token {
    const token = (kind: Token['kind'], end: number, isClosed = true): Token => ({
      kind,
      start,
      end,
      depth: this.depth,
      isClosed,
    });
    if (first === '#' && blank.test(this.text[start - 1] ?? '\n'))
      return token('comment', lineEnd(this.document, lineAt(this.document, start)));
    if (first === '{' || first === '[') return token('open', start + 1);
    if (this.depth > 0 && (first === '}' || first === ']')) return token('close', start + 1);
    if (this.depth > 0 && first === ',') return token('comma', start + 1);
    if (first === ':' && this.isColon(start)) return token('colon', start + 1);
    if ((first === '-' || first === '?') && blank.test(this.text[start + 1] ?? '\n'))
      return token('sign', start + 1);
    if (this.depth === 0 && this.columnOf(start) === 0 && marker.test(this.text.slice(start, start + 4)))
      return token('sign', start + 3);
    if (first === '"' || first === "'") {
      const { end, isClosed } = quotedEnd(this.document, start, this.depth > 0);
      return token('quoted', end, isClosed);
    }
    const known = this.known.get(start);
    if (known !== undefined) return token('block', known);
    const mark = marks[first];
    name.lastIndex = start;
    const written = mark === undefined ? undefined : name.exec(this.text)?.[0];
    if (mark !== undefined && written !== undefined) return token(mark, start + written.length);
    const end = this.depth > 0 ? undefined : blockTextEnd(this.document, start, this.owner);
    return end === undefined ? token('plain', this.plainEnd(start)) : token('block', end);
  }

  private track({ kind, start, end, depth }: Token): void {
    if (kind === 'open') {
      if (depth === 0) this.margin = this.indentOf(start);
      this.depth += 1;
    } else if (kind === 'close') this.depth -= 1;
    if (this.depth > 0) return;
    if (kind === 'sign') {
      // Behind the marker of a document stands what belongs to no key.
      this.owner = end - start === 1 ? this.columnOf(start) : -1;
      this.entry = undefined;
    } else if (kind === 'colon') this.owner = this.columnOf(this.entry ?? start);
  }

  /** Behind a text in quotes or a bracket, a colon in brackets needs no blank. */
  private isColon(at: number): boolean {
    const next = this.text[at + 1] ?? '\n';
    if (blank.test(next)) return true;
    if (this.depth === 0) return false;
    const isBehind = this.last?.end === at && (this.last.kind === 'quoted' || this.last.kind === 'close');
    return isBehind || ',[]{}'.includes(next);
  }

  private plainEnd(start: number): number {
    let end = start + 1;
    for (let at = end; at < this.text.length; at += 1) {
      const character = this.text[at] ?? '';
      if (character === '\n' || character === '\r' || (character === ':' && this.isColon(at))) break;
      if (this.depth > 0 && ',[]{}'.includes(character)) break;
      if (blank.test(character)) continue;
      if (character === '#' && at > end) break;
      end = at + 1;
    }
    return end;
  }

  private skipBlanks(): void {
    for (; this.at < this.text.length && blank.test(this.text[this.at] ?? ''); this.at += 1) {
      const character = this.text[this.at];
      if (character !== '\n' && character !== '\r') continue;
      this.at += 1;
      this.newLine();
      this.at -= 1;
    }
  }

  private newLine(): void {
    this.entry = undefined;
    const start = this.at;
    let column = 0;
    while (this.text[start + column] === ' ') column += 1;
    if (this.depth === 0) this.owner = column - 1;
    lineOfBlock.lastIndex = start + column;
    if (this.depth > 0 && !this.isWhole && column <= this.margin && lineOfBlock.test(this.text))
      this.depth = 0;
  }

  private indentOf(offset: number): number {
    const start = this.document.lineStarts[lineAt(this.document, offset)] ?? 0;
    let column = 0;
    while (this.text[start + column] === ' ') column += 1;
    return column;
  }

  private columnOf(offset: number): number {
    return offset - (this.document.lineStarts[lineAt(this.document, offset)] ?? 0);
  }
}
