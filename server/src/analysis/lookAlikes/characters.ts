/** Characters that look like those of YAML's syntax, or like nothing at all. Names and code points: Unicode 16.0. */

/** Blanks that YAML takes for text. A line that begins with one is not indented by it. */
const blanks = '\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000';
/** Of no width: in a key or a value nobody sees them. */
const invisible = '\u00ad\u200b-\u200f\u2060\ufeff';
const dashes = '\u2010-\u2015\u2212\ufe63\uff0d';
const doubleQuotes = '\u201c-\u201f\uff02';
const singleQuotes = '\u2018-\u201b\uff07';

export const blank = new RegExp(`[${blanks}]`);
export const anyBlanks = new RegExp(`[ \t${blanks}]+`, 'g');
export const isInvisible = new RegExp(`[${invisible}]`);
export const dashOfItem = new RegExp(`^([ ${blanks}]*(?:- +)*)([${dashes}])(?=[ ${blanks}]|[\\w"'])`);
export const colonOfKey = new RegExp(
  `^[ ${blanks}${dashes}-]*(?:[\\w.${invisible}][\\w.${invisible}-]*|"[^"]*"|'[^']*')[ ${blanks}]*([:\uff1a\ufe55\u2236])`,
);
export const hashOfComment = new RegExp(`(?<=^|[ \t${blanks}])[\uff03\ufe5f]`);

const lookAlike = new RegExp(
  `[${blanks}${invisible}${dashes}${doubleQuotes}${singleQuotes}\u2236\u3001\u3010\u3011\ufe55\ufe5f\uff01-\uff5e]`,
);

export const holdsLookAlike = (text: string): boolean => lookAlike.test(text);

const others: ReadonlyMap<string, string> = new Map([
  ['\u2236', ':'],
  ['\u3001', ','],
  ['\u3010', '['],
  ['\u3011', ']'],
  ['\ufe55', ':'],
  ['\ufe5f', '#'],
]);
const dash = new RegExp(`[${dashes}]`);
const doubleQuote = new RegExp(`[${doubleQuotes}]`);
const singleQuote = new RegExp(`[${singleQuotes}]`);

/** The character that one of no ASCII is taken for: empty for an invisible one, undefined for one that is like none. */
export function plainFor(character: string): string | undefined {
  if (isInvisible.test(character)) return '';
  if (blank.test(character)) return ' ';
  if (dash.test(character)) return '-';
  if (doubleQuote.test(character)) return '"';
  if (singleQuote.test(character)) return "'";
  const code = character.charCodeAt(0);
  // Full-width forms stand in the order of ASCII.
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : others.get(character);
}
