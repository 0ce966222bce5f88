/** The pages of docs/rules, which the build puts beside the program. */
import { join } from 'node:path';
import { readRegularSync } from '../files/regularFile';
import type { Language } from '../locales';

/** Code → Markdown. @param language in which there is a page for each code */
export function rulePages(language: Language): Readonly<Record<string, string>> {
  const file = language === 'en' ? 'pages.json' : `pages.${language}.json`;
  return JSON.parse(readRegularSync(join(__dirname, file)).toString('utf8')) as Record<string, string>;
}

/** Each code with what its page says first, one a line. */
export function ruleList(pages: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(pages).map(code => code.length));
  return Object.entries(pages)
    .map(([code, page]) => `${code.padEnd(width)}  ${headOf(page)}\n`)
    .join('');
}

/** Severity and stage: the paragraph behind the heading, without its marks. */
function headOf(page: string): string {
  const paragraph = page.split(/\n\s*\n/)[1] ?? '';
  return paragraph
    .replaceAll('**', '')
    .replaceAll('`', '')
    .replace(/\s+/g, ' ')
    .replace(' · otherwise found: ', ' · ')
    .replace(' · 若不检查：', ' · ')
    .trim();
}
