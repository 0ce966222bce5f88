/**
 * One rule of punctuation for all Chinese texts: full-width marks in sentences, half-width ones only in code, quoted
 * English, addresses, and names of commands as the palette shows them (`Twinkle: …`); a space between Chinese and Latin
 * letters, digits, places or code, and none beside a full-width mark.
 */

/** What may not be in a text, once code, quotes, links and addresses are out of it. */
const faults: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['half-width mark', /[,;!?"'()]|:(?!\d)/],
  ['half-width full stop', /\p{Script=Han} ?\.|\.$/u],
  ['no space between Chinese and Latin', /\p{Script=Han}[A-Za-z0-9`{]|[A-Za-z0-9`}%]\p{Script=Han}/u],
  ['space beside a full-width mark', /[，。：；？！（）“”、] | [，。：；？！（）“”、]/],
  // Cards are counted in one way: 4 块 GPU.
  ['other measure word of cards', /[}\d一两] ?个 ?(?:GPU|NPU)/],
  // Words that are stilted, or that the product says otherwise.
  ['unclear wording', /到不了|是未知的|未知(?:：|。)可能|没有成功|已经存在|仪表盘|基座模型/],
];

/** A text in which only values are Chinese, such as `{0}: {1}`, is one too. */
export function faultsOf(words: string): string[] {
  if (!/\p{Script=Han}/u.test(words) && /[A-Za-z]/.test(words)) return [];
  const bare = words
    .replace(/`[^`]*`/g, '`')
    .replace(/\*\*?([^*]*)\*\*?/g, '$1')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/Twinkle: (?=\p{Script=Han})/gu, '')
    .replace(/“[^”\p{Script=Han}]*”/gu, '“”')
    .replace(/pip install "[^"]*"/g, 'x')
    .replace(/\b[a-z]+:\/\/[\w.:/]*/g, 'x')
    // A line of a file, and the number before an item.
    .replace(/\{0\}:(?=\{1\})/, '')
    .replace(/^\{0\}\. /, '')
    // The marks that begin a line of the forecast.
    .replace(/^[!?] /, '');
  return faults.filter(([, pattern]) => pattern.test(bare)).map(([name]) => name);
}
