/** Blocks of text behind `|` and `>`. Source: libyaml 0.2.5, `yaml_parser_scan_block_scalar`. */
import { text } from '../../../text/text';
import {
  bar,
  dash,
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDigit,
  isEnd,
  numberSign,
  plus,
  space,
  tab,
} from './characters';
import type { Faults } from './faults';
import type { Position } from './position';
import { tabFault } from './tabs';

interface Header {
  readonly isLiteral: boolean;
  readonly chomping: 'strip' | 'clip' | 'keep';
  /** Blanks that the lines begin with beyond those of the parent; 0 where the first line decides. */
  readonly increment: number;
}

/**
 * Goes over a block of text whose sign is here.
 *
 * @param indent column of the innermost block collection; -1 at the top
 * @returns what it stands for, and the end of its last line, which blank lines belong to only where they are kept
 */
export function scanBlockScalar(
  at: Position,
  indent: number,
  faults: Faults,
): { value: string; end: number } {
  const { isLiteral, chomping, increment } = scanHeader(at, faults);
  at.skipBreak();
  const lines = new Lines(at, indent, faults, increment > 0 ? Math.max(indent, 0) + increment : 0);
  let value = '';
  /** The line break behind the line before. */
  let leading = '';
  let wasBlank = false;
  let trailing = lines.skip();
  let { end } = lines;
  while (at.column === lines.indent && !isEnd(at.code())) {
    const startsBlank = isBlank(at.code());
    const folds = !isLiteral && leading === '\n' && !wasBlank && !startsBlank;
    value += (folds ? (trailing === '' ? ' ' : '') : leading) + trailing;
    wasBlank = startsBlank;
    const from = at.index;
    at.skipLine();
    value += at.text.slice(from, at.index);
    leading = at.skipBreak();
    end = at.index;
    trailing = lines.skip();
  }
  if (chomping !== 'strip') value += leading;
  if (chomping !== 'keep') return { value, end };
  return { value: value + trailing, end: lines.end };
}

function scanHeader(at: Position, faults: Faults): Header {
  const start = at.index;
  const isLiteral = at.code() === bar;
  let chomping: Header['chomping'] = 'clip';
  let increment = 0;
  at.index += 1;
  let hasChomping = false;
  let hasIncrement = false;
  for (;;) {
    const code = at.code();
    if ((code === plus || code === dash) && !hasChomping) {
      chomping = code === plus ? 'keep' : 'strip';
      hasChomping = true;
    } else if (isDigit(code) && code !== 0x30 && !hasIncrement) {
      increment = code - 0x30;
      hasIncrement = true;
    } else break;
    at.index += 1;
  }
  while (isBlank(at.code())) at.index += 1;
  const isRead = at.code() === numberSign || isBreakOrEnd(at.code());
  at.skipLine();
  if (!isRead) {
    const message = text(
      'Only `+` or `-`, a digit from 1 to 9, and then a comment may follow `{0}`.',
      isLiteral ? '|' : '>',
    );
    faults.syntax(at.line, message, { start, end: at.index });
  }
  return { isLiteral, chomping, increment };
}

/** The blank lines of a block and the indentation of the others. */
class Lines {
  /** Behind the last line break that belongs to the block. */
  end: number;

  /** @param indent column at which the lines begin; 0 until the first one decides */
  constructor(
    readonly at: Position,
    readonly parent: number,
    readonly faults: Faults,
    public indent: number,
  ) {
    this.end = at.index;
  }

  /** Goes over blank lines and the indentation of the next one, and gives the line breaks. */
  skip(): string {
    const { at } = this;
    let breaks = '';
    let deepest = 0;
    this.end = at.index;
    for (;;) {
      while ((this.indent === 0 || at.column < this.indent) && at.code() === space) at.index += 1;
      deepest = Math.max(deepest, at.column);
      if ((this.indent === 0 || at.column < this.indent) && at.code() === tab) {
        tabFault(at, this.faults);
        at.skipLine();
      }
      if (!isBreak(at.code())) break;
      breaks += at.skipBreak();
      this.end = at.index;
    }
    if (this.indent === 0) this.indent = Math.max(deepest, this.parent + 1, 1);
    return breaks;
  }
}
