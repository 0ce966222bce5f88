/**
 * The pages of rules and checks: one for each code and none without, each with a heading, and each example on them is
 * checked and shows exactly the findings that the page shows, in the language of the page. UPDATE_GOLDEN=1 writes the
 * marks anew. What a page and its twin have in common: test/unit/chinesePages.test.ts.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codes } from '../../server/src/analysis/settings/codes';
import { translations } from '../../server/src/hosts/locales';
import { english, translator } from '../../server/src/text/text';
import { checkParts, partsOf } from './checkText';
import { allCodes } from './codes';
import { withMarks, withoutMarks } from './marks';

const folder = join(import.meta.dirname, '../../docs/rules');
const pages = globSync('*.md', { cwd: folder }).sort();

describe('pages', () => {
  it('are there for each code, and for nothing else', () => {
    const named = pages.map(page => basename(page, '.md')).filter(name => name !== 'README').toSorted();
    expect(named).toEqual(allCodes().toSorted());
  });

  it('are there for the codes that comments and settings may name', () => {
    expect(codes).toEqual(allCodes().toSorted());
  });

  it('have a row each in the list of all rules, in order', () => {
    const list = readFileSync(join(folder, 'README.md'), 'utf8');
    expect([...list.matchAll(/^\| \[([\w-]+)\]\(\1\.md\)/gm)].map(row => row[1])).toEqual(allCodes().toSorted());
  });

  it.each(pages)('%s begins with its code', page => {
    const heading = page === 'README.md' ? '# Rules' : `# ${basename(page, '.md')}`;
    expect(readFileSync(join(folder, page), 'utf8').split('\n')[0]).toBe(heading);
  });
});

// An example of yaml-size would be too long to read.
describe.each([
  ['.', english],
  ['zh-cn', translator((await translations['zh-cn']?.()) ?? {})],
] as const)('examples in %s', (language, translate) => {
  it.each(pages.filter(page => page !== 'README.md' && page !== 'yaml-size.md'))('%s shows what the server says', page => {
    const path = join(folder, language, page);
    const before = readFileSync(path, 'utf8');
    const seen = new Set<string>();
    const after = before.replace(/^```yaml\n([\s\S]*?)^```$/gm, (_, example: string) => {
      const parts = checkParts(partsOf(withoutMarks(example)), translate);
      for (const finding of parts.flatMap(part => part.findings)) seen.add(finding.code);
      return `\`\`\`yaml\n${parts.map(part => part.head + withMarks(part.text, part.findings)).join('')}\`\`\``;
    });
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, after);
    expect([...seen]).toContain(basename(page, '.md'));
    expect(after).toBe(process.env['UPDATE_GOLDEN'] === '1' ? after : before);
  });
});
