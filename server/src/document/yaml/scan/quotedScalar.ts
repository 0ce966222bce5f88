/** Texts in quotes. Source: libyaml 0.2.5, `yaml_parser_scan_flow_scalar`. */
import { text } from '../../../text/text';
import {
  backslash,
  closingBrace,
  closingBracket,
  colon,
  comma,
  doubleQuote,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isEnd,
  numberSign,
  singleQuote,
} from './characters';
import { scanEscape } from './escapes';
import type { Faults } from './faults';
import { Folding } from './folding';
import { closingFix } from './places';
import type { Position } from './position';

export interface QuotedScalar {
  readonly value: string;
  /** False where the second quote is missing. */
  readonly isClosed: boolean;
}

/** Goes over a text in quotes that begins here. */
export function scanQuotedScalar(at: Position, inFlow: boolean, faults: Faults): QuotedScalar {
  const { index: start, line, lineStart } = at;
  const quote = at.code();
  const folding = new Folding();
  let value = '';
  at.index += 1;
  for (;;) {
    if (at.isAtMarker() || isEnd(at.code())) {
      Object.assign(at, { index: start, line, lineStart });
      return unclosed(at, inFlow, faults);
    }
    const from = at.index;
    value += wordsFrom(at, quote, folding, faults);
    if (at.code() === quote) break;
    if (at.index === from && !isBlank(at.code()) && !isBreak(at.code())) continue;
    skipBlanks(at, folding);
    if (at.code() === quote) value += folding.take();
  }
  at.index += 1;
  if (at.line === line || !isOfAnother(at, start)) return { value, isClosed: true };
  Object.assign(at, { index: start, line, lineStart });
  return unclosed(at, inFlow, faults);
}

/** A line that begins with a dash or a key. */
const entryLine = /[\n\r][ \t]*(?:-[ \t]|["']?[\w./-]+["']?[ \t]*:[ \t\r\n])/;

/**
 * True where the quote before a place rather begins another text: it goes over entries, and what follows it may not
 * follow a text in quotes, so the loader refuses the file in any case.
 */
function isOfAnother(at: Position, start: number): boolean {
  const code = at.code();
  const mayFollow =
    isBlankOrEnd(code) ||
    code === comma ||
    code === colon ||
    code === numberSign ||
    code === closingBrace ||
    code === closingBracket;
  return !mayFollow && entryLine.test(at.text.slice(start, at.index));
}

/** Text up to a blank, a line break or the end, with its escapes and with what the blanks before it stand for. */
function wordsFrom(at: Position, quote: number, folding: Folding, faults: Faults): string {
  let value = '';
  let from = at.index;
  const flush = (): void => {
    if (at.index > from) value += folding.take() + at.text.slice(from, at.index);
  };
  for (;;) {
    const code = at.code();
    if (isBlank(code) || isBreakOrEnd(code)) break;
    if (code === quote) {
      if (quote === doubleQuote || at.code(1) !== singleQuote) break;
      at.index += 1;
      flush();
      from = at.index + 1;
    } else if (code === backslash && quote === doubleQuote) {
      flush();
      if (isBreak(at.code(1))) {
        value += folding.take();
        at.index += 1;
        at.skipBreak();
        folding.escapedBreak();
        return value;
      }
      value += folding.take() + scanEscape(at, faults);
      from = at.index;
      continue;
    }
    at.index += 1;
  }
  flush();
  return value;
}

function skipBlanks(at: Position, folding: Folding): void {
  const from = at.index;
  while (isBlank(at.code())) at.index += 1;
  if (!isBreak(at.code())) {
    folding.blanksBefore(at.text.slice(from, at.index));
    return;
  }
  while (isBreak(at.code())) {
    folding.break(at.skipBreak());
    while (isBlank(at.code())) at.index += 1;
  }
}

/**
 * Reports a quote that is never closed, and takes the rest of its line for the text: what stands on the lines below was
 * hardly meant to be a part of it. Nor was a comment, or in brackets what follows a comma or the end of the bracket.
 */
function unclosed(at: Position, inFlow: boolean, faults: Faults): QuotedScalar {
  const start = at.index;
  let end = start + 1;
  for (at.index = end; !isBreakOrEnd(at.code()); at.index += 1) {
    const code = at.code();
    if (inFlow && (code === comma || code === closingBrace || code === closingBracket)) break;
    if (isBlank(code) && at.code(1) === numberSign) break;
    if (!isBlank(code)) end = at.index + 1;
  }
  at.index = end;
  faults.open ??= start;
  const span = { start, end };
  faults.add(at.line, 'yaml-syntax', text('This quote is not closed.'), span, {
    fixes: () => [closingFix(at.text, span, at.text.charAt(start))],
  });
  return { value: at.text.slice(start + 1, end), isClosed: false };
}
