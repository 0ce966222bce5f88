/** All Chinese texts keep the rule of punctuation; for the pages of the rules see chinesePages.test.ts. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './support/chineseFaults';

const root = join(import.meta.dirname, '../..');
const files = ['server/l10n/bundle.zh-cn.json', 'l10n/bundle.l10n.zh-cn.json', 'package.nls.zh-cn.json'];

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
