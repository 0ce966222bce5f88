/** Each language has every text, and none that nobody says any more. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templatesBelow } from './templates';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;
const languages = ['zh-cn'];
const { found, notLiteral } = templatesBelow(root, 'client/src');
/** A text that is only a value, such as a name, has neither words nor marks that another language writes otherwise. */
const isTranslated = (template: string) => /\p{L}|[,.:;?!](?: |$)|[()]/u.test(template);
const templates = [...new Set(found.map(({ template }) => template))].filter(isTranslated).sort();

/** `{0}` and its like, sorted. */
const places = (template: string) => [...template.matchAll(/\{\d+\}/g)].map(match => match[0]).sort();
/** Commands of links, in their order. */
const links = (words: string) => [...words.matchAll(/\]\((command:[^)]*)\)/g)].map(match => match[1]);

it('texts are literals, so that they can be found', () => {
  expect(templates.length).toBeGreaterThan(50);
  expect(notLiteral).toEqual([]);
});

it.each([
  ['Nodes', true],
  ['{0}, {1}', true],
  ['{0}: {1}', true],
  ['{0} ({1})', true],
  ['{0} {1}', false],
  ['{0} · {1}', false],
  ['→ {0}', false],
])('%s is translated: %s', (template, expected) => {
  expect(isTranslated(template)).toBe(expected);
});

describe.each(languages)('%s', language => {
  it('has every template of the client, with its places, and no other', () => {
    const file = `l10n/bundle.l10n.${language}.json`;
    expect(existsSync(join(root, file))).toBe(true);
    const bundle = read(file);
    expect(Object.keys(bundle).sort()).toEqual(templates);
    for (const [template, words] of Object.entries(bundle)) {
      expect(words.trim(), template).not.toBe('');
      expect(places(words), template).toEqual(places(template));
    }
  });

  it('has every text of the manifest, with its links, and no other', () => {
    const english = read('package.nls.json');
    const translated = read(`package.nls.${language}.json`);
    expect(Object.keys(translated)).toEqual(Object.keys(english));
    for (const [key, words] of Object.entries(english))
      expect(links(translated[key] ?? ''), key).toEqual(links(words));
  });
});
