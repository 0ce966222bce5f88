import { expect, it } from 'vitest';
import { rulePages } from './rulePages';

const files: Record<string, string> = {
  'pages.json': JSON.stringify({ both: 'English', english: 'English' }),
  'pages.zh-cn.json': JSON.stringify({ both: '中文' }),
};

function pagesIn(language: string) {
  const read: string[] = [];
  const page = rulePages(language, file => {
    read.push(file);
    return Promise.resolve(files[file] ?? '');
  });
  return { page, read };
}

it.each(['zh-cn', 'zh-CN', 'zh-tw', 'zh'])(
  '%s gets Chinese pages, and English where there is none',
  async language => {
    const { page, read } = pagesIn(language);
    expect(await page('both')).toBe('中文');
    expect(read).toEqual(['pages.zh-cn.json']);
    expect(await page('english')).toBe('English');
    expect(await page('neither')).toBeUndefined();
    expect(await page('toString')).toBeUndefined();
    expect(read).toEqual(['pages.zh-cn.json', 'pages.json']);
  },
);

it.each(['en', 'de', 'zhx', ''])('%j gets English pages', async language => {
  const { page, read } = pagesIn(language);
  expect(await page('both')).toBe('English');
  expect(read).toEqual(['pages.json']);
});
