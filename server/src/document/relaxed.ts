/**
 * Inside of brackets and quotes the loader looks at no indentation, and a comment behind a quote or bracket needs no
 * blank; the `yaml` package is stricter. Where it refuses a text, this gives the same text, character for character
 * as long, with the line breaks in brackets and quotes and such comments as blanks (its values are taken from the original): if the package reads that, the
 * loader reads the original. Source: yaml/scanner.py (PyYAML 6.0.3) `unwind_indent`, `scan_flow_scalar`.
 */

const opening = '[{';
const closing = ']}';

/** Stands where plain text must end: with a blank alone there, the package would read on. */
const neverRead = '[';

/** Stands for a dash that is a text: the package takes `[-]` for a list in brackets. */
const standIn = '_';

export interface Relaxed {
  /** The text with blanks in the place of what only the package minds. */
  readonly text: string;
  /** Offset of the first quote or bracket that is never closed. */
  readonly open?: number;
}

export function relaxed(source: string): Relaxed {
  const characters = [...splitUnits(source)];
  const brackets: number[] = [];
  let quote: number | undefined;
  let index = 0;
  while (index < characters.length) {
    const character = characters[index] ?? '';
    const inBrackets = brackets.length > 0;
    if ((character === '"' || character === "'") && startsToken(characters, index, inBrackets)) {
      const end = endOfQuoted(characters, index);
      if (end === undefined) quote = index;
      index = blankBreaks(characters, index, end ?? characters.length);
      index = blankComment(characters, index);
      continue;
    }
    if (opening.includes(character) && (inBrackets || startsToken(characters, index, false)))
      brackets.push(index);
    else if (closing.includes(character) && inBrackets) {
      brackets.pop();
      index = blankComment(characters, index + 1);
      continue;
    } else if (character === '#' && startsComment(characters, index, inBrackets)) {
      const end = lineEndFrom(characters, index);
      if (inBrackets) {
        const parts = partsTexts(characters, index, end);
        blankToLineEnd(characters, index);
        if (parts) characters[index] = neverRead;
      }
      index = end;
      continue;
    } else if (inBrackets && isBreak(character)) blankBreaks(characters, index, index + 1);
    else if (inBrackets && character === '-' && isTextOfDash(characters, index)) characters[index] = standIn;
    index += 1;
  }
  const open = quote ?? brackets[0];
  return { text: characters.join(''), ...(open === undefined ? {} : { open }) };
}

/** UTF-16 code units, so that offsets stay. */
function splitUnits(source: string): string[] {
  return source.split('');
}

/** True where a quote or bracket begins a token: in the middle of plain text it is an ordinary character. */
function startsToken(characters: readonly string[], index: number, inBrackets: boolean): boolean {
  const before = characters[index - 1];
  return before === undefined || (inBrackets ? /[\s[{,:]/ : /\s/).test(before);
}

/** In the middle of plain text `#` is an ordinary character, in brackets as well. */
function startsComment(characters: readonly string[], index: number, inBrackets: boolean): boolean {
  const before = characters[index - 1];
  return before === undefined || (inBrackets ? /[\s[\]{},]/ : /\s/).test(before);
}

/** libyaml 0.2.5, `yaml_parser_fetch_next_token`: in brackets a dash begins an item only before a blank. */
function isTextOfDash(characters: readonly string[], index: number): boolean {
  return startsToken(characters, index, true) && /[,[\]{}]/.test(characters[index + 1] ?? '');
}

/** Index behind the closing quote, or undefined where there is none. */
function endOfQuoted(characters: readonly string[], start: number): number | undefined {
  const quote = characters[start];
  for (let index = start + 1; index < characters.length; index += 1) {
    if (quote === '"' && characters[index] === '\\') index += 1;
    else if (characters[index] === quote) {
      if (quote === "'" && characters[index + 1] === "'") index += 1;
      else return index + 1;
    }
  }
  return undefined;
}

/** `---` or `...` at the start of a line: the loader takes it for the end of a document, in brackets and quotes as well. */
function isMark(characters: readonly string[], index: number): boolean {
  return /^(?:---|\.\.\.)(?:\s|$)/.test(characters.slice(index, index + 4).join(''));
}

function blankBreaks(characters: string[], from: number, to: number): number {
  for (let index = from; index < to; index += 1)
    if (isBreak(characters[index]) && !isMark(characters, index + 1)) characters[index] = ' ';
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

/** True for a comment in brackets between two texts that no comma parts: the loader refuses them, so blanks will not do. */
function partsTexts(characters: readonly string[], comment: number, end: number): boolean {
  let before = comment - 1;
  while (/\s/.test(characters[before] ?? '')) before -= 1;
  if (/[,:?[{]/.test(characters[before] ?? ',')) return false;
  let behind = end;
  while (/[\s#]/.test(characters[behind] ?? ''))
    behind = characters[behind] === '#' ? lineEndFrom(characters, behind) : behind + 1;
  return !/[,:\]}]/.test(characters[behind] ?? ',');
}

function lineEndFrom(characters: readonly string[], from: number): number {
  let index = from;
  while (index < characters.length && !isBreak(characters[index])) index += 1;
  return index;
}

function isBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}
