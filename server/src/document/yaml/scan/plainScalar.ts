/** Plain scalars. Source: libyaml 0.2.5, `yaml_parser_scan_plain_scalar`. */
import { text } from '../../../text/text';
import {
  closingBrace,
  closingBracket,
  colon,
  comma,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  numberSign,
  openingBrace,
  openingBracket,
  question,
  tab,
} from './characters';
import type { Faults } from './faults';
import { Folding } from './folding';
import type { Position } from './position';
import { reportMissingColon } from './simpleKeys';
import { tabFault } from './tabs';

export interface PlainScalar {
  readonly value: string;
  readonly end: number;
  /** True where the reader is on a later line than the text, on which a key may begin. */
  readonly isLineBehind: boolean;
}

/** What the text stands in. */
interface Surroundings {
  /** Column of the innermost block collection; -1 at the top. */
  readonly indent: number;
  readonly inFlow: boolean;
  /** True at a line before which a bracket ends that is never closed. */
  readonly endsHere: () => boolean;
}

export function scanPlainScalar(
  at: Position,
  { indent, inFlow, endsHere }: Surroundings,
  faults: Faults,
): PlainScalar {
  const folding = new Folding();
  const begin = { start: at.index, line: at.line, lineStart: at.lineStart };
  let value = '';
  let end = at.index;
  let isLineBehind = false;
  /** The end of the line before the last one. */
  let before: LineEnd | undefined;
  while (!at.isAtMarker() && at.code() !== numberSign) {
    const from = at.index;
    const lineEnd = skipLineOfText(at, inFlow, faults);
    if (lineEnd > from) {
      value += folding.take() + at.text.slice(from, lineEnd);
      end = lineEnd;
      isLineBehind = false;
    }
    if (!inFlow && before !== undefined && at.code() === colon) return giveBack(at, begin, before, faults);
    if (!isBreak(at.code())) break;
    before = { index: at.index, line: at.line, lineStart: at.lineStart, value, end };
    skipBreaks(at, folding, indent, faults);
    isLineBehind = true;
    if (inFlow ? endsHere() : at.column <= indent) break;
  }
  return { value, end, isLineBehind };
}

/**
 * Goes to what ends the text on its line: a line break, a comment, a colon before a blank, in brackets their signs.
 *
 * @returns where the text ends, before the blanks
 */
function skipLineOfText(at: Position, inFlow: boolean, faults: Faults): number {
  const { text: source } = at;
  let index = at.index;
  let end = index;
  for (;;) {
    const code = source.charCodeAt(index);
    if (isBlank(code)) {
      index += 1;
      if (source.charCodeAt(index) === numberSign) break;
      continue;
    }
    if (isBreakOrEnd(code)) break;
    if (code === colon) {
      const next = source.charCodeAt(index + 1);
      if (isBlankOrEnd(next)) break;
      if (inFlow && (next === question || isFlowSign(next))) {
        const message = text('In brackets a colon requires a space after it, or quotes around the text.');
        faults.syntax(at.line, message, { start: at.index, end: index + 1 });
        break;
      }
    } else if (inFlow && isFlowSign(code)) break;
    index += 1;
    end = index;
  }
  at.index = index;
  return end;
}

function isFlowSign(code: number): boolean {
  return (
    code === comma ||
    code === openingBracket ||
    code === closingBracket ||
    code === openingBrace ||
    code === closingBrace
  );
}

/** Goes over line breaks and the blanks that the lines begin with. */
function skipBreaks(at: Position, folding: Folding, indent: number, faults: Faults): void {
  while (isBreak(at.code())) {
    folding.break(at.skipBreak());
    while (isBlank(at.code())) {
      if (at.code() === tab && at.column <= indent) tabFault(at, faults);
      at.index += 1;
    }
  }
}

interface LineEnd extends Pick<Position, 'index' | 'line' | 'lineStart'> {
  readonly value: string;
  readonly end: number;
}

/**
 * A colon behind a text of several lines: the last line was meant as an entry, so the text ends before it, and the
 * loader refuses the file. A text that is alone on its line was meant as a key.
 */
function giveBack(
  at: Position,
  begin: { readonly start: number; readonly line: number; readonly lineStart: number },
  { value, end, ...before }: LineEnd,
  faults: Faults,
): PlainScalar {
  const column = at.text.slice(at.lineStart).search(/[^ \t]/);
  const isKey =
    at.text.slice(begin.lineStart, begin.start).trim() === '' && begin.start - begin.lineStart <= column;
  // The lines below a faulty one are no further fault.
  if (begin.line === faults.line) faults.settle(at.line);
  else if (isKey) reportMissingColon(faults, at.line, at.text, { start: begin.start, end });
  else {
    const message = text('The indentation does not fit the lines above.');
    faults.syntax(at.line, message, { start: at.lineStart + column, end: at.index });
  }
  Object.assign(at, before);
  return { value, end, isLineBehind: false };
}
