/** The page of the extension in the editor, which shows neither files of the package nor data. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/extension.md'), 'utf8');
const nls = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;

it('has links that lead somewhere from an editor, and no picture that needs the network', () => {
  const targets = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target ?? '');
  expect(targets.length).toBeGreaterThan(0);
  expect(targets.filter(target => !/^(https:\/\/|#)/.test(target))).toEqual([]);
  expect(page).not.toMatch(/!\[|<img|<svg/);
});

it('draws its pictures with text, in languages that the editor colors', () => {
  const languages = [...page.matchAll(/^```(\S+)$/gm)].map(([, language]) => language ?? '');
  expect(languages).toEqual(['yaml', 'twinkle-forecast', 'twinkle-forecast']);
});

it('names commands as the palette does, and no program of those who build it', () => {
  const named = [...page.matchAll(/_Twinkle: ([^_]+)_/g)].map(([, title]) => title ?? '');
  const titles = Object.entries(nls).flatMap(([key, text]) => (key.startsWith('command.') ? [text] : []));
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter(title => !titles.includes(title))).toEqual([]);
  expect(page).toContain(`_${nls['walkthrough.title']}_`);
  expect(page).not.toMatch(/\bnpm\b|git clone/);
});
