/**
 * Inside of brackets and quotes the loader looks at no indentation, and a comment behind a quote or bracket needs no
 * blank; the `yaml` package is stricter. Where it refuses a text, this gives the same text, character for character
 * as long, with the line breaks in brackets and quotes and such comments as blanks (its values are taken from the original): if the package reads that, the
 * loader reads the original. Source: yaml/scanner.py (PyYAML 6.0.3) `unwind_indent`, `scan_flow_scalar`.
 */

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const doubleQuote = 0x22;
const comment = 0x23;
const singleQuote = 0x27;
const dash = 0x2d;
const backslash = 0x5c;

/** Stands where plain text must end: with a blank alone there, the package would read on. */
const neverRead = 0x5b;

/** Stands for a dash that is a text: the package takes `[-]` for a list in brackets. */
const standIn = 0x5f;

export interface Relaxed {
  /** The text with blanks in the place of what only the package minds. */
  readonly text: string;
  /** Offset of the first quote or bracket that is never closed. */
  readonly open?: number;
}

export function relaxed(source: string): Relaxed {
  if (!/["'[{]/.test(source)) return { text: source };
  const units = unitsOf(source);
  const brackets: number[] = [];
  let quote: number | undefined;
  let isChanged = false;
  const between = new Between(units);
  const blank = (from: number, to: number): void => {
    units.fill(space, from, to);
    isChanged ||= to > from;
  };
  const blankBreaks = (from: number, to: number): number => {
    for (let index = from; index < to; index += 1)
      if (isBreak(units[index]) && !isMark(source, index + 1)) blank(index, index + 1);
    return to;
  };
  const blankComment = (index: number): number => {
    if (units[index] !== comment) return index;
    const end = lineEndFrom(units, index);
    blank(index, end);
    return end;
  };
  let index = 0;
  while (index < units.length) {
    const unit = units[index];
    const inBrackets = brackets.length > 0;
    if ((unit === doubleQuote || unit === singleQuote) && startsToken(units, index, inBrackets)) {
      const end = endOfQuoted(source, index);
      if (end === undefined) quote = index;
      index = blankComment(blankBreaks(index, end ?? units.length));
      continue;
    }
    if (isOpening(unit) && (inBrackets || startsToken(units, index, false))) brackets.push(index);
    else if (isClosing(unit) && inBrackets) {
      brackets.pop();
      index = blankComment(index + 1);
      continue;
    } else if (unit === comment && startsComment(units, index, inBrackets)) {
      const end = lineEndFrom(units, index);
      if (inBrackets) {
        const parts = between.partsTexts(index, end);
        blank(index, end);
        if (parts) units[index] = neverRead;
      }
      index = end;
      continue;
    } else if (inBrackets && isBreak(unit)) blankBreaks(index, index + 1);
    else if (inBrackets && unit === dash && isTextOfDash(units, index)) {
      units[index] = standIn;
      isChanged = true;
    }
    index += 1;
  }
  const open = quote ?? brackets[0];
  return { text: isChanged ? textOf(units) : source, ...(open === undefined ? {} : { open }) };
}

/** UTF-16 code units, so that offsets stay; many times as quick as strings of one character. */
function unitsOf(source: string): Uint16Array {
  const units = new Uint16Array(source.length);
  for (let index = 0; index < source.length; index += 1) units[index] = source.charCodeAt(index);
  return units;
}

/** In pieces, since each unit is an argument. */
function textOf(units: Uint16Array): string {
  const pieces: string[] = [];
  for (let start = 0; start < units.length; start += 8192)
    pieces.push(String.fromCharCode(...units.subarray(start, start + 8192)));
  return pieces.join('');
}

const openingBracket = 0x5b;
const closingBracket = 0x5d;
const openingBrace = 0x7b;
const closingBrace = 0x7d;

const isOpening = (unit: number | undefined): boolean => unit === openingBracket || unit === openingBrace;
const isClosing = (unit: number | undefined): boolean => unit === closingBracket || unit === closingBrace;
const isComma = (unit: number | undefined): boolean => unit === 0x2c;
const isColon = (unit: number | undefined): boolean => unit === 0x3a;
const isQuestion = (unit: number | undefined): boolean => unit === 0x3f;
const isBreak = (unit: number | undefined): boolean => unit === lineFeed || unit === carriageReturn;

function isBlank(unit: number | undefined): boolean {
  if (unit === undefined) return false;
  if (unit < 0x80) return unit === space || (unit >= 9 && unit <= 13);
  return /\s/.test(String.fromCharCode(unit));
}

/** True where a quote or bracket begins a token: in the middle of plain text it is an ordinary character. */
function startsToken(units: Uint16Array, index: number, inBrackets: boolean): boolean {
  const before = units[index - 1];
  if (before === undefined || isBlank(before)) return true;
  return inBrackets && (isOpening(before) || isComma(before) || isColon(before));
}

/** In the middle of plain text `#` is an ordinary character, in brackets as well. */
function startsComment(units: Uint16Array, index: number, inBrackets: boolean): boolean {
  const before = units[index - 1];
  if (before === undefined || isBlank(before)) return true;
  return inBrackets && (isOpening(before) || isClosing(before) || isComma(before));
}

/** libyaml 0.2.5, `yaml_parser_fetch_next_token`: in brackets a dash begins an item only before a blank. */
function isTextOfDash(units: Uint16Array, index: number): boolean {
  const behind = units[index + 1];
  return startsToken(units, index, true) && (isComma(behind) || isOpening(behind) || isClosing(behind));
}

/** Index behind the closing quote, or undefined where there is none. */
function endOfQuoted(source: string, start: number): number | undefined {
  const quote = source.charAt(start);
  let end = source.indexOf(quote, start + 1);
  while (end !== -1) {
    if (quote === "'") {
      if (source[end + 1] !== quote) return end + 1;
      end = source.indexOf(quote, end + 2);
      continue;
    }
    let escapes = end;
    while (escapes - 1 > start && source.charCodeAt(escapes - 1) === backslash) escapes -= 1;
    if ((end - escapes) % 2 === 0) return end + 1;
    end = source.indexOf(quote, end + 1);
  }
  return undefined;
}

/** `---` or `...` at the start of a line: the loader takes it for the end of a document, in brackets and quotes as well. */
function isMark(source: string, index: number): boolean {
  mark.lastIndex = index;
  return mark.test(source);
}

const mark = /(?:---|\.\.\.)(?:\s|$)/y;

/** What stands before and behind comments in brackets: looked for once for all comments in a row. */
class Between {
  #commentEnd = 0;
  #before = -1;
  #behind = 0;

  constructor(readonly units: Uint16Array) {}

  /** True for a comment between two texts that no comma parts: the loader refuses them, so blanks will not do. */
  partsTexts(start: number, end: number): boolean {
    const { units } = this;
    let before = start - 1;
    while (before >= this.#commentEnd && isBlank(units[before])) before -= 1;
    if (before < this.#commentEnd) before = this.#before;
    if (this.#behind < end) this.#behind = behindComments(units, end);
    const last = units[before];
    const next = units[this.#behind];
    const isBehindText =
      last !== undefined && !isComma(last) && !isColon(last) && !isQuestion(last) && !isOpening(last);
    const parts = isBehindText && next !== undefined && !isComma(next) && !isColon(next) && !isClosing(next);
    this.#commentEnd = end;
    this.#before = parts ? start : before;
    return parts;
  }
}

function behindComments(units: Uint16Array, from: number): number {
  let behind = from;
  while (isBlank(units[behind]) || units[behind] === comment)
    behind = units[behind] === comment ? lineEndFrom(units, behind) : behind + 1;
  return behind;
}

function lineEndFrom(units: Uint16Array, from: number): number {
  let index = from;
  while (index < units.length && !isBreak(units[index])) index += 1;
  return index;
}
