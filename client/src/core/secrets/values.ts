/** Where the value of a name ends in a text. */

/** A value in the text. What is judged is bounded, so that the same text is not read once for each name before it. */
export interface ValueInText {
  /** At most its first characters. */
  readonly value: string;
  /** The index after all of it. */
  readonly end: () => number;
}

const judged = 200;
const word = /[^\s"',;&)}\]]*/y;
const judgedWord = new RegExp(`[^\\s"',;&)}\\]]{0,${judged}}`, 'y');
/** Up to the quote that ends it, on one line. In JSON within a string, quotes have a backslash. */
const quoted = new Map([
  ['"', /(?:[^"\\\r\n]|\\[^\r\n]){0,4000}(?=")/y],
  ["'", /(?:[^'\\\r\n]|\\[^\r\n]){0,4000}(?=')/y],
  ['\\"', /(?:(?!\\")[^\r\n]){0,4000}(?=\\")/y],
  ["\\'", /(?:(?!\\')[^\r\n]){0,4000}(?=\\')/y],
]);
const list = /\[[^[\]\r\n]{1,4000}\]/y;

/** @param opening the quote before `from`, or nothing */
export function valueAt(text: string, from: number, opening: string): ValueInText {
  const pattern = quoted.get(opening) ?? (text[from] === '[' ? list : undefined);
  const whole = pattern === undefined ? undefined : matchAt(pattern, text, from);
  if (whole !== undefined) return { value: whole.slice(0, judged), end: () => from + whole.length };
  const value = matchAt(judgedWord, text, from) ?? '';
  return { value, end: () => from + (matchAt(word, text, from) ?? '').length };
}

function matchAt(pattern: RegExp, text: string, from: number): string | undefined {
  pattern.lastIndex = from;
  return pattern.exec(text)?.[0];
}
