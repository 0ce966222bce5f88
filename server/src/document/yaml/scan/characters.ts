/**
 * Classes of characters as libyaml 0.2.5 has them (src/yaml_private.h). Codes are UTF-16 code units; NaN, which
 * `charCodeAt` gives behind the end, ends a text.
 */

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
const nextLine = 0x85;
const lineSeparator = 0x2028;
const paragraphSeparator = 0x2029;
export const byteOrderMark = 0xfeff;

export const space = 0x20;
export const tab = 0x09;
export const exclamation = 0x21;
export const doubleQuote = 0x22;
export const numberSign = 0x23;
export const percent = 0x25;
export const ampersand = 0x26;
export const singleQuote = 0x27;
export const asterisk = 0x2a;
export const plus = 0x2b;
export const comma = 0x2c;
export const dash = 0x2d;
export const dot = 0x2e;
export const colon = 0x3a;
export const less = 0x3c;
export const greater = 0x3e;
export const question = 0x3f;
export const at = 0x40;
export const openingBracket = 0x5b;
export const backslash = 0x5c;
export const closingBracket = 0x5d;
export const backtick = 0x60;
export const openingBrace = 0x7b;
export const bar = 0x7c;
export const closingBrace = 0x7d;

export const isEnd = (code: number): boolean => Number.isNaN(code);

export const isBlank = (code: number): boolean => code === space || code === tab;

export function isBreak(code: number): boolean {
  if (code < nextLine) return code === lineFeed || code === carriageReturn;
  return code === nextLine || code === lineSeparator || code === paragraphSeparator;
}

export const isBreakOrEnd = (code: number): boolean => isEnd(code) || isBreak(code);

/** A blank, a line break, or the end of the text. */
export function isBlankOrEnd(code: number): boolean {
  if (code > carriageReturn && code < nextLine) return code === space;
  return isBlank(code) || isBreakOrEnd(code);
}

/** What names of anchors and handles of tags consist of. */
export function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === dash
  );
}

export const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

export function isHex(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
}
