/**
 * One rule of punctuation for all Chinese texts: full-width marks in sentences, half-width ones only in code, quoted
 * English, addresses, and names of commands as the palette shows them (`Twinkle: …`); a space between Chinese and Latin
 * letters, digits, places or code, and none beside a full-width mark.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const files = ['server/l10n/bundle.zh-cn.json', 'l10n/bundle.l10n.zh-cn.json', 'package.nls.zh-cn.json'];

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
function faultsOf(words: string): string[] {
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

/** The same where the kind of card is a place of its own: `{0} {1}{0||s}` in English. */
function cardFaults(english: string, words: string): string[] {
  return [...english.matchAll(/\{(\d)\} \{(\d)\}\{\1\|\|s\}/g)]
    .filter(([, count, device]) => words.includes(`{${count}} 个 {${device}}`))
    .map(() => 'other measure word of cards');
}

/** What stands behind `Unit:` (schemas/annotations). */
const units = globSync('schemas/annotations/**/*.json', { cwd: root }).flatMap(file =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/"unit": "([^"]+)"/g)].map(([, unit = '']) => unit),
);

it('units are no measure words', () => {
  const bundle = JSON.parse(readFileSync(join(root, files[0] ?? ''), 'utf8')) as Record<string, string>;
  const translated = units.flatMap(unit => bundle[unit] ?? []);
  expect(translated.length).toBeGreaterThan(10);
  expect(translated.filter(unit => /^[个块次份]/.test(unit))).toEqual([]);
});

describe.each(files)('%s', file => {
  const texts = JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;
  it('keeps the rule of punctuation', () => {
    const found = Object.entries(texts).flatMap(([key, words]) =>
      [...faultsOf(words), ...cardFaults(key, words)].map(fault => `${fault}: ${words}`),
    );
    expect(found).toEqual([]);
  });
});

it.each([
  ['启动成功,但无法访问。', ['half-width mark']],
  ['端口 {0}:无法绑定。', ['half-width mark']],
  ["缺少 '{0}'。", ['half-width mark']],
  ['无法读取.', ['half-width full stop']],
  ['节点{0}', ['no space between Chinese and Latin']],
  ['{0}: {1}', ['half-width mark']],
  ['{0}, {1}', ['half-width mark']],
  ['{0}:{1}：{2}', []],
  ['{0} 个 GPU', ['other measure word of cards']],
  ['请用 “Twinkle: 选择解释器” 选择。', ['space beside a full-width mark']],
  ['以“bind(): port must be 0-65535”失败，见 `a:b`（400）。', []],
  ['请用命令“Twinkle: 选择解释器”选择 http://127.0.0.1:8265。', []],
])('%s: %j', (words, expected) => {
  expect(faultsOf(words)).toEqual(expected);
});
