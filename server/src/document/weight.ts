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
const colon = 0x3a;

/** What a colon weighs beyond others that has no key: the parser makes a mapping, an entry and two nodes of it. */
const emptyKey = 3;

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
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === comment && before <= space) {
      const from = index;
      index = lineEndFrom(text, index, end);
      comments += index - from;
      tokens += 2;
      before = newline;
      solid = newline;
      continue;
    }
    const kind = code < 128 ? kinds[code] : breaks.has(code) ? 1 : 0;
    if (kind === 1 || (kind === 2 && !(text.charCodeAt(index + 1) > space))) tokens += 1;
    if (code === colon && beginsKey(solid) && !(text.charCodeAt(index + 1) > space)) tokens += emptyKey;
    if (code > space || code === newline || code === carriageReturn) solid = code;
    before = code;
  }
  return { characters: end - start - comments, tokens };
}

/** True for what a key may stand behind. */
function beginsKey(code: number): boolean {
  return code === newline || code === carriageReturn || keyBefore.has(code);
}

const keyBefore: ReadonlySet<number> = new Set(Array.from('[{,-?:', sign => sign.charCodeAt(0)));

function lineEndFrom(text: string, from: number, end: number): number {
  let index = from;
  while (index < end) {
    const code = text.charCodeAt(index);
    if (code === newline || code === carriageReturn) break;
    index += 1;
  }
  return index;
}
