/**
 * Text → tokens, as libyaml 0.2.5 cuts it (src/scanner.c), which OmegaConf 2.4 reads files with. Where libyaml gives up,
 * a fault is reported, and the reader goes on as if the likeliest text stood there.
 */
import { text, type Text } from '../../../text/text';
import { scanBlockScalar } from './blockScalar';
import { Brackets, type Unclosed } from './brackets';
import {
  ampersand,
  asterisk,
  at as atSign,
  backtick,
  bar,
  byteOrderMark,
  closingBrace,
  closingBracket,
  colon,
  comma,
  dash,
  doubleQuote,
  exclamation,
  greater,
  isBlankOrEnd,
  isBreak,
  isEnd,
  numberSign,
  openingBrace,
  openingBracket,
  percent,
  question,
  singleQuote,
  space,
  tab,
} from './characters';
import type { Span } from '../../tree/span';
import { Conflicts } from './conflicts';
import type { Faults } from './faults';
import { scanPlainScalar } from './plainScalar';
import { Position } from './position';
import { scanDirective, scanName, scanTag } from './properties';
import { scanQuotedScalar } from './quotedScalar';
import { reportMissingColon, SimpleKeys } from './simpleKeys';
import { tabFault } from './tabs';
import { tokenAt, type Mark, type Token, type TokenKind } from './tokens';

/** Where a reading begins. */
export interface Beginning {
  /** True where the text begins a file. */
  readonly isFileStart: boolean;
  /** Columns of the block collections that are open, outermost first. */
  readonly indents: readonly number[];
}

/** Takes the comments that a scanner goes over. */
export type Comments = (comment: Span) => void;

type Details = Partial<Pick<Token, 'value' | 'suffix' | 'style' | 'end' | 'isClosed'>>;

export class Scanner {
  readonly #at: Position;
  readonly #faults: Faults;
  readonly #queue: Token[] = [];
  readonly #keys: SimpleKeys;
  readonly #indents: number[];
  readonly brackets: Brackets;
  readonly #conflicts: Conflicts;
  /** Tokens that were handed out. */
  #taken = 0;
  #hasEnded = false;
  /** The last token that stands in the text. */
  #last: Token = tokenAt('stream-end', { start: 0, line: 0, column: 0 });

  constructor(
    source: string,
    beginning: Beginning,
    faults: Faults,
    unclosed: Unclosed,
    readonly comments?: Comments,
  ) {
    this.#at = new Position(source, beginning.isFileStart);
    this.#faults = faults;
    this.#indents = [...beginning.indents];
    this.brackets = new Brackets(this.#at, unclosed, faults);
    this.#conflicts = new Conflicts(this.#at, faults);
    this.#keys = new SimpleKeys(this.#at, key => {
      const end = this.#queue[key.number - this.#taken]?.end ?? this.#at.index;
      reportMissingColon(faults, key.line, source, { start: key.start, end });
      this.#insert(key.number, 'key', key);
    });
  }

  /** The next token, which stays. Behind the end it is the end, again and again. */
  peek(): Token {
    for (;;) {
      // A key without its colon is found here, and puts a token before the others.
      const isComplete = this.#hasEnded || !this.#keys.mayBegin(this.#taken);
      const [first] = this.#queue;
      if (first !== undefined && isComplete) return first;
      this.#fetch();
    }
  }

  /** Takes the next token. */
  next(): Token {
    const first = this.peek();
    if (first.kind === 'stream-end') return first;
    this.#queue.shift();
    this.#taken += 1;
    return first;
  }

  get source(): string {
    return this.#at.text;
  }

  get #indent(): number {
    return this.#indents.at(-1) ?? -1;
  }

  get #inFlow(): boolean {
    return this.brackets.areOpen;
  }

  #fetch(): void {
    this.#skipToToken();
    this.#keys.dropStale();
    this.#closeUnclosed();
    this.#unroll(this.#at.column);
    const at = this.#at;
    const code = at.code();
    if (isEnd(code)) this.#end();
    else if (at.column === 0 && code === percent) this.#directive();
    else if (at.isAtMarker()) this.#marker(code === dash ? 'document-start' : 'document-end');
    else if (code === openingBracket || code === openingBrace) this.#open(code === openingBrace);
    else if (code === closingBracket || code === closingBrace) this.#close(code === closingBrace);
    else if (code === comma) this.#entry();
    else if (code === dash && isBlankOrEnd(at.code(1))) this.#indicator('block-entry');
    else if (code === question && (this.#inFlow || isBlankOrEnd(at.code(1)))) this.#indicator('key');
    else if (code === colon && (this.#inFlow || isBlankOrEnd(at.code(1)))) this.#value();
    else if (code === asterisk || code === ampersand) this.#name(code === asterisk ? 'alias' : 'anchor');
    else if (code === exclamation) this.#tag();
    else if ((code === bar || code === greater) && !this.#inFlow) this.#block();
    else if (code === doubleQuote || code === singleQuote) this.#quoted();
    else {
      if (beginsNothing.has(code)) this.#faultOfSign();
      this.#plain();
    }
  }

  /** Goes over blanks, comments and line breaks. */
  #skipToToken(): void {
    const at = this.#at;
    for (;;) {
      if (at.column === 0 && at.code() === byteOrderMark) at.index += 1;
      let hasTab = false;
      for (;;) {
        const code = at.code();
        if (code === tab && !this.#inFlow && this.#keys.isAllowed) {
          tabFault(at, this.#faults);
          hasTab = true;
        } else if (code !== space && code !== tab) break;
        at.index += 1;
      }
      this.#conflicts.skip();
      if (at.code() === numberSign) this.#comment();
      if (!isBreak(at.code())) {
        if (hasTab) this.#indentAsAbove();
        return;
      }
      at.skipBreak();
      if (!this.#inFlow) this.#keys.isAllowed = true;
    }
  }

  #comment(): void {
    const start = this.#at.index;
    this.#at.skipLine();
    this.comments?.({ start, end: this.#at.index });
  }

  /** Behind tabs a line counts as one more of the lines above, or as the first of what the last of them begins. */
  #indentAsAbove(): void {
    const { kind } = this.#last;
    const column = kind === 'value' || kind === 'block-entry' ? this.#indent + 1 : this.#indent;
    this.#at.lineStart = this.#at.index - Math.max(column, 0);
  }

  /** Ends the brackets that are never closed, on a line that is no deeper than what they stand in. */
  #closeUnclosed(): void {
    const { kind } = this.#last;
    const isAwaiting =
      kind === 'flow-entry' || kind === 'flow-sequence-start' || kind === 'flow-mapping-start';
    const count = this.brackets.endingHere(this.#indent, isAwaiting);
    for (let closed = 0; closed < count; closed += 1) {
      const isMapping = this.brackets.pop()?.isMapping === true;
      this.#keys.remove();
      this.#keys.leave();
      const mark = { ...this.#here, start: this.#last.end };
      this.#queue.push(tokenAt(isMapping ? 'flow-mapping-end' : 'flow-sequence-end', mark));
    }
    if (count > 0) this.#keys.isAllowed = true;
  }

  /** Ends the block collections that are deeper than a column. */
  #unroll(column: number): void {
    if (this.#inFlow) return;
    while (this.#indent > column) {
      this.#queue.push(tokenAt('block-end', this.#here));
      this.#indents.pop();
    }
  }

  /** Begins a block collection where a column is deeper than those before. */
  #roll(kind: 'block-sequence-start' | 'block-mapping-start', at: Mark, number = this.#count): void {
    if (this.#inFlow || this.#indent >= at.column) return;
    this.#indents.push(at.column);
    this.#insert(number, kind, at);
  }

  #end(): void {
    if (!this.#inFlow) this.#unroll(-1);
    this.#keys.remove();
    this.#keys.isAllowed = false;
    this.#queue.push(tokenAt('stream-end', this.#here));
    this.#hasEnded = true;
  }

  #directive(): void {
    this.#unroll(-1);
    this.#keys.remove();
    this.#keys.isAllowed = false;
    const mark = this.#here;
    const directive = scanDirective(this.#at, this.#faults);
    if (directive?.kind === 'version') this.#add('version-directive', mark, { value: directive.version });
    else if (directive !== undefined)
      this.#add('tag-directive', mark, { value: directive.handle, suffix: directive.suffix });
  }

  #marker(kind: 'document-start' | 'document-end'): void {
    this.#unroll(-1);
    this.#keys.remove();
    this.#keys.isAllowed = false;
    this.#sign(kind, 3);
  }

  #open(isMapping: boolean): void {
    this.#save();
    this.#keys.enter();
    this.#keys.isAllowed = true;
    this.brackets.push(isMapping);
    this.#sign(isMapping ? 'flow-mapping-start' : 'flow-sequence-start', 1);
  }

  #close(isMapping: boolean): void {
    this.#keys.remove();
    this.#keys.leave();
    this.#keys.isAllowed = false;
    this.brackets.pop();
    this.#sign(isMapping ? 'flow-mapping-end' : 'flow-sequence-end', 1);
  }

  #entry(): void {
    this.#keys.remove();
    this.#keys.isAllowed = true;
    this.#sign('flow-entry', 1);
  }

  /** A dash or a question mark, which begins a line or stands behind another one. */
  #indicator(kind: 'block-entry' | 'key'): void {
    const isEntry = kind === 'block-entry';
    if (!this.#inFlow) {
      if (!this.#keys.isAllowed) {
        this.#refuse(
          isEntry
            ? text('A list must begin on a new line, below its key.')
            : text('A key cannot begin here: begin a new line, or write the value in quotes.'),
        );
        return;
      }
      this.#roll(isEntry ? 'block-sequence-start' : 'block-mapping-start', this.#here);
    }
    this.#keys.remove();
    this.#keys.isAllowed = isEntry || !this.#inFlow;
    this.#sign(kind, 1);
  }

  #value(): void {
    const key = this.#keys.take();
    if (key !== undefined) {
      this.#insert(key.number, 'key', key);
      this.#roll('block-mapping-start', key, key.number);
      this.#keys.isAllowed = false;
    } else if (this.#inFlow) this.#keys.isAllowed = false;
    else if (this.#keys.isAllowed) this.#roll('block-mapping-start', this.#here);
    else {
      const { index, line } = this.#at;
      const message = text('Two keys are on one line: begin a new line, or write the value in quotes.');
      this.#faults.syntax(line, message, { start: Math.min(this.#last.start, index), end: index });
      this.#at.skipLine();
      return;
    }
    this.#sign('value', 1);
  }

  #name(kind: 'alias' | 'anchor'): void {
    const mark = this.#begun();
    this.#add(kind, mark, { value: scanName(this.#at, this.#faults) });
  }

  #tag(): void {
    const mark = this.#begun();
    const { handle, suffix } = scanTag(this.#at, this.#inFlow, this.#faults);
    this.#add('tag', mark, { value: handle, suffix });
  }

  #block(): void {
    this.#keys.remove();
    this.#keys.isAllowed = true;
    const mark = this.#here;
    const { value, end } = scanBlockScalar(this.#at, this.#indent, this.#faults);
    this.#add('scalar', mark, { value, end, style: 'block' });
  }

  #quoted(): void {
    const style = this.#at.code() === doubleQuote ? 'double' : 'single';
    const mark = this.#begun();
    const { value, isClosed } = scanQuotedScalar(this.#at, this.#inFlow, this.#faults);
    this.#add('scalar', mark, { value, style, isClosed });
  }

  #plain(): void {
    const mark = this.#begun();
    const indent = this.#indent;
    const endsHere = () => this.brackets.endingHere(indent, false) > 0;
    const surroundings = { indent, inFlow: this.#inFlow, endsHere };
    const { value, end, isLineBehind } = scanPlainScalar(this.#at, surroundings, this.#faults);
    this.#keys.isAllowed = isLineBehind;
    this.#add('scalar', mark, { value, end });
  }

  #faultOfSign(): void {
    const { index, line, text: source } = this.#at;
    const message = text('`{0}` cannot begin a value: write the value in quotes.', source.charAt(index));
    this.#faults.syntax(line, message, { start: index, end: index + 1 });
  }

  /** What begins here may be a key, and no key may follow it. */
  #begun(): Mark {
    this.#save();
    this.#keys.isAllowed = false;
    return this.#here;
  }

  #save(): void {
    this.#keys.save(this.#count, !this.#inFlow && this.#indent === this.#at.column);
  }

  /** Reports a sign that cannot stand here, and leaves it out. */
  #refuse(message: Text): void {
    const { index, line } = this.#at;
    this.#at.index += 1;
    this.#faults.syntax(line, message, { start: index, end: index + 1 });
  }

  /** The number of the token that is made next. */
  get #count(): number {
    return this.#taken + this.#queue.length;
  }

  get #here(): Mark {
    const { index, line, column } = this.#at;
    return { start: index, line, column };
  }

  #insert(number: number, kind: TokenKind, at: Mark): void {
    this.#queue.splice(number - this.#taken, 0, tokenAt(kind, at));
  }

  #add(kind: TokenKind, mark: Mark, details: Details = {}): void {
    this.#last = { ...tokenAt(kind, mark), end: this.#at.index, ...details };
    this.#queue.push(this.#last);
  }

  /** Goes on over some characters, which are a token. */
  #sign(kind: TokenKind, length: number): void {
    const mark = this.#here;
    this.#at.index += length;
    this.#add(kind, mark);
  }
}

/** Signs that no token begins with. */
const beginsNothing: ReadonlySet<number> = new Set([percent, atSign, backtick, bar, greater]);
