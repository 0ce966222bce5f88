/**
 * What a text costs to read, known before it is read and in one quick pass: what the scanner takes for a token costs
 * the same whether it means anything or not, and a text may hold a hundred times as many as a file that the loader takes.
 */
import { carriageReturn, lineFeed, numberSign, space } from '../yaml/scan/characters';

export interface Weight {
  /** Characters outside of comments. */
  readonly characters: number;
  /** Lines, and characters that may begin or end a token. An upper bound: those within texts count too. */
  readonly tokens: number;
}

/** 0 for an ordinary character, 1 for one that parts tokens anywhere, 2 for one that does so before a blank. */
const kinds = new Uint8Array(128);
for (const character of '[]{},"\'&*!|>%@`\n\r\t') kinds[character.charCodeAt(0)] = 1;
for (const character of ':-?') kinds[character.charCodeAt(0)] = 2;

/** What else parts lines to the loader. */
const breaks: ReadonlySet<number> = new Set([0x85, 0x2028, 0x2029]);

export function weightOf(text: string, start = 0, end = text.length): Weight {
  let tokens = 0;
  let comments = 0;
  let before = lineFeed;
  for (let index = start; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === numberSign && before <= space) {
      const from = index;
      index = lineEndFrom(text, index, end);
      comments += index - from;
      tokens += 2;
      before = lineFeed;
      continue;
    }
    const kind = code < 128 ? kinds[code] : breaks.has(code) ? 1 : 0;
    if (kind === 1 || (kind === 2 && !(text.charCodeAt(index + 1) > space))) tokens += 1;
    before = code;
  }
  return { characters: end - start - comments, tokens };
}

function lineEndFrom(text: string, from: number, end: number): number {
  let index = from;
  while (index < end) {
    const code = text.charCodeAt(index);
    if (code === lineFeed || code === carriageReturn) break;
    index += 1;
  }
  return index;
}
