import { expect, it } from 'vitest';
import { listed } from './listed';
import { codeSpan, introduced } from './markdown';
import { english, text, translator } from './text';

const chinese = translator({ '{0}, {1}': '{0}、{1}', 'The default is:': '默认值：', '{0} keys': '{0} 个键' });

it.each([
  [[], '', ''],
  [['head'], 'head', 'head'],
  [[0, 1, 2], '0, 1, 2', '0、1、2'],
  [['a', text('{0} keys', 2)], 'a, 2 keys', 'a、2 个键'],
])('%j', (items, words, translated) => {
  expect(english(listed(items))).toBe(words);
  expect(chinese(listed(items))).toBe(translated);
});

it('lists many without a text that is as deep', () => {
  const items = Array.from({ length: 100_000 }, (_, index) => index);
  expect(english(listed(items))).toBe(items.join(', '));
});

it('introduces a list with the marks of the language', () => {
  const of = (translate: typeof english) =>
    introduced(text('The default is:'), [codeSpan('a: 1'), codeSpan('b: 2')], translate);
  expect(of(english)).toBe('The default is: `a: 1`, `b: 2`');
  expect(of(chinese)).toBe('默认值：`a: 1`、`b: 2`');
});
