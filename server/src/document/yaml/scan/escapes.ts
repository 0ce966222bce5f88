/** Escapes in double quotes. Source: libyaml 0.2.5, `yaml_parser_scan_flow_scalar`. */
import { text } from '../../../text/text';
import { isHex } from './characters';
import type { Faults } from './faults';
import type { Position } from './position';

/** What a letter behind a backslash stands for. */
const letters: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

/** How many digits follow a letter that begins a number. */
const digits: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Goes over the escape that begins here and gives its character; an escape that there is not, as it is written. */
export function scanEscape(at: Position, faults: Faults): string {
  const start = at.index;
  const letter = at.text.charAt(start + 1);
  const character = letters.get(letter);
  at.index = Math.min(start + 2, at.text.length);
  if (character !== undefined) return character;
  const count = digits.get(letter) ?? 0;
  while (at.index < start + 2 + count && isHex(at.code())) at.index += 1;
  const written = at.text.slice(start, at.index);
  const isWhole = count > 0 && at.index === start + 2 + count;
  const code = isWhole ? Number.parseInt(written.slice(2), 16) : -1;
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  if (isWhole && !isHalf && code <= 0x10ffff) return String.fromCodePoint(code);
  const message = isHalf
    ? text('The escape {0} is only half of a character: write the character itself.', written)
    : text('Unknown escape {0}: double the backslash, or use single quotes.', written);
  faults.syntax(at.line, message, { start, end: at.index });
  return written;
}
