/** Texts in quotes. Source: libyaml 0.2.5, `yaml_parser_scan_flow_scalar`. */
import { text } from '../../text/text';
import { backslash, doubleQuote, isBlank, isBreak, isBreakOrEnd, isEnd, singleQuote } from './characters';
import { scanEscape } from './escapes';
import type { Faults } from './faults';
import { Folding } from './folding';
import { closingFix } from './places';
import type { Position } from './position';

/** Goes over a text in quotes that begins here and gives what it stands for. */
export function scanQuotedScalar(at: Position, faults: Faults): string {
  const { index: start, line, lineStart } = at;
  const quote = at.code();
  const folding = new Folding();
  let value = '';
  at.index += 1;
  for (;;) {
    if (at.isAtMarker() || isEnd(at.code())) {
      // What follows is read from the next line on: it was hardly meant to be a part of the text.
      Object.assign(at, { index: start, line, lineStart });
      return unclosed(at, faults);
    }
    const from = at.index;
    value += wordsFrom(at, quote, folding, faults);
    if (at.code() === quote) break;
    if (at.index === from && !isBlank(at.code()) && !isBreak(at.code())) continue;
    skipBlanks(at, folding);
    if (at.code() === quote) value += folding.take();
  }
  at.index += 1;
  return value;
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

/** Reports a quote that is never closed, and takes the rest of its line for the text. */
function unclosed(at: Position, faults: Faults): string {
  const start = at.index;
  at.skipLine();
  faults.open ??= start;
  const span = { start, end: at.index };
  faults.add(at.line, 'yaml-syntax', text('A quote is opened here and never closed.'), span, {
    fixes: () => [closingFix(at.text, span, at.text.charAt(start))],
  });
  return at.text.slice(start + 1, at.index);
}
