/**
 * Each page of a rule has a Chinese twin with the same facts: headings, examples, names in code, links, versions,
 * severities and stages. What changes on one of them changes on both. The messages in the examples are checked by
 * test/cases/pages.test.ts.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOf } from './support/chineseFaults';
import { partsOf } from './support/page';

const folder = join(import.meta.dirname, '../../docs/rules');
const pages = globSync('*.md', { cwd: folder })
  .filter(page => page !== 'README.md')
  .sort();

const severities = { 错误: 'error', 警告: 'warning', 信息: 'information', 提示: 'hint' };

const english = (page: string) => partsOf(readFileSync(join(folder, page), 'utf8'), {});
const chinese = (page: string) => partsOf(readFileSync(join(folder, 'zh-cn', page), 'utf8'), severities);

/** A block of code whose marks say where and what, but not in which words. */
const withoutWords = (block: string) =>
  block.replace(/^(#(?:<| *)(?:\^+…?|>) (?:error|warning|information|hint) [\w-]+ \(\w+\)): .*$/gm, '$1');

/** Lines of a paragraph without what Markdown begins them with; cells of a table. */
const sentences = (paragraph: string) =>
  paragraph.split('\n').flatMap(line => {
    if (line.startsWith('|')) return line.split('|').map(cell => cell.trim());
    return [line.replace(/^(?:- |> |#+ )/, '').replaceAll(' · ', '')];
  });

it('there is a Chinese page for each page, and for nothing else', () => {
  expect(globSync('*', { cwd: join(folder, 'zh-cn') }).sort()).toEqual(pages);
  expect(pages.length).toBeGreaterThan(100);
});

describe.each(pages)('%s', page => {
  it('says the same in both languages', () => {
    const one = english(page);
    const other = chinese(page);
    const { paragraphs, chinese: share, codeBlocks, ...facts } = other;
    expect(facts).toEqual({
      headings: one.headings,
      names: one.names,
      links: one.links,
      versions: one.versions,
      severities: one.severities,
      stages: one.stages,
    });
    expect(codeBlocks.map(withoutWords)).toEqual(one.codeBlocks.map(withoutWords));
    expect(paragraphs.map(each => each.split('\n- ').length)).toEqual(
      one.paragraphs.map(each => each.split('\n- ').length),
    );
    expect(paragraphs[0]).toBe(one.paragraphs[0]);
    expect(one.chinese).toBe(0);
    expect(share).toBeGreaterThan(0.6);
  });

  it('is written as all Chinese texts are', () => {
    const found = chinese(page)
      .paragraphs.slice(1)
      .flatMap(sentences)
      .flatMap(words => faultsOf(words).map(fault => `${fault}: ${words}`));
    expect(found).toEqual([]);
  });
});
