/**
 * What a text costs to read, told before it is read and in one quick pass: what the parser below takes for a token
 * costs the same whether it means anything or not, and a text may hold a hundred times as many as a file that the
 * loader takes.
 */

export interface Weight {
  /** Characters outside of comments. */
  readonly characters: number;
  /** Lines, and characters that may begin or end a token. An upper bound: those within texts count too. */
  readonly tokens: number;
}

const newline = 10;
const carriageReturn = 13;
const space = 32;
const comment = 0x23;
const tab = 0x09;
const exclamation = 0x21;
const doubleQuote = 0x22;
const ampersand = 0x26;
const singleQuote = 0x27;
const comma = 0x2c;
const colon = 0x3a;

/** What a colon weighs beyond others that has no key: the parser makes a mapping, an entry and two nodes of it. */
const emptyKey = 3;
/** The same of a quote that is all there is on its line: texts over lines that stand where none may. */
const loneQuote = 2;
/** The same of an anchor, a tag or a tab that a line begins with. */
const loneProperty = 1;

/** 0 for an ordinary character, 1 for one that parts tokens anywhere, 2 for one that does so before a blank. */
const kinds = new Uint8Array(128);
for (const character of '[]{},"\'&*!|>%@`\n\r\t') kinds[character.charCodeAt(0)] = 1;
for (const character of ':-?') kinds[character.charCodeAt(0)] = 2;

/** What else parts lines to the loader; see characters.ts. */
const breaks: ReadonlySet<number> = new Set([0x85, 0x2028, 0x2029]);

export function weightOf(text: string, start = 0, end = text.length): Weight {
  let tokens = 0;
  let comments = 0;
  let before = newline;
  /** The last character that is no blank, of this line. */
  let solid = newline;
  /** False from a comma on: a plain word between two commas is a node that nothing else counts. */
  let isWeighed = true;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === comment && before <= space) {
      const from = index;
      index = lineEndFrom(text, index, end);
      comments += index - from;
      tokens += 2;
      before = newline;
      solid = newline;
      isWeighed = true;
      continue;
    }
    const kind = code < 128 ? kinds[code] : breaks.has(code) ? 1 : 0;
    const counts = kind === 1 || (kind === 2 && !(text.charCodeAt(index + 1) > space));
    if (counts) {
      tokens += 1 + (code === comma && !isWeighed ? 1 : extraOf(code, solid, text.charCodeAt(index + 1)));
      isWeighed = code !== comma;
    }
    if (code > space || isBreak(code)) solid = code;
    before = code;
  }
  return { characters: end - start - comments, tokens };
}

/**
 * What a sign takes beyond others because of where it stands.
 *
 * @param solid the last character of the line before it that is no blank, or a line break
 */
function extraOf(code: number, solid: number, next: number): number {
  const isFirst = isBreak(solid);
  if (code === colon) return isFirst || keyBefore.has(solid) ? emptyKey : 0;
  if (!isFirst) return 0;
  if (code === doubleQuote || code === singleQuote) return isBreak(next) ? loneQuote : 0;
  return code === tab || code === ampersand || code === exclamation ? loneProperty : 0;
}

const isBreak = (code: number): boolean => code === newline || code === carriageReturn;

const keyBefore: ReadonlySet<number> = new Set(Array.from('[{,-?:', sign => sign.charCodeAt(0)));

function lineEndFrom(text: string, from: number, end: number): number {
  let index = from;
  while (index < end) {
    const code = text.charCodeAt(index);
    if (isBreak(code)) break;
    index += 1;
  }
  return index;
}
