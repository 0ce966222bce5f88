/**
 * Inside of brackets and quotes the loader looks at no indentation, and a comment behind a quote or bracket needs no
 * blank; the `yaml` package is stricter. Where it refuses a text, this gives the same text, character for character
 * as long, with the line breaks in brackets and quotes and such comments as blanks: if the package reads that, the
 * loader reads the original. Source: yaml/scanner.py (PyYAML 6.0.3) `unwind_indent`, `scan_flow_scalar`.
 */

const opening = '[{';
const closing = ']}';

/** The text with blanks in the place of what only the package minds. */
export function relaxed(source: string): string {
  const characters = [...splitUnits(source)];
  let depth = 0;
  let index = 0;
  while (index < characters.length) {
    const character = characters[index] ?? '';
    if ((character === '"' || character === "'") && startsToken(characters, index)) {
      index = blankBreaks(characters, index, endOfQuoted(characters, index));
      index = blankComment(characters, index);
      continue;
    }
    if (opening.includes(character) && (depth > 0 || startsToken(characters, index))) depth += 1;
    else if (closing.includes(character) && depth > 0) {
      depth -= 1;
      index = blankComment(characters, index + 1);
      continue;
    } else if (character === '#' && (depth > 0 || startsToken(characters, index))) {
      index = depth > 0 ? blankToLineEnd(characters, index) : lineEndFrom(characters, index);
      continue;
    } else if (depth > 0 && isBreak(character)) characters[index] = ' ';
    index += 1;
  }
  return characters.join('');
}

/** UTF-16 code units, so that offsets stay. */
function splitUnits(source: string): string[] {
  return source.split('');
}

/** True where a quote or bracket begins a token: in the middle of plain text it is an ordinary character. */
function startsToken(characters: readonly string[], index: number): boolean {
  const before = characters[index - 1];
  return before === undefined || /[\s[{,:]/.test(before);
}

/** Index behind the closing quote, or of the end where there is none. */
function endOfQuoted(characters: readonly string[], start: number): number {
  const quote = characters[start];
  for (let index = start + 1; index < characters.length; index += 1) {
    if (quote === '"' && characters[index] === '\\') index += 1;
    else if (characters[index] === quote) {
      if (quote === "'" && characters[index + 1] === "'") index += 1;
      else return index + 1;
    }
  }
  return characters.length;
}

function blankBreaks(characters: string[], from: number, to: number): number {
  for (let index = from; index < to; index += 1) if (isBreak(characters[index])) characters[index] = ' ';
  return to;
}

function blankComment(characters: string[], index: number): number {
  return characters[index] === '#' ? blankToLineEnd(characters, index) : index;
}

function blankToLineEnd(characters: string[], from: number): number {
  const end = lineEndFrom(characters, from);
  characters.fill(' ', from, end);
  return end;
}

function lineEndFrom(characters: readonly string[], from: number): number {
  let index = from;
  while (index < characters.length && !isBreak(characters[index])) index += 1;
  return index;
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
