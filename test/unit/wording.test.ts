/**
 * How the client's texts are written: one way to quote, and one rule for words that depend on a number. Everything is
 * plain text there, but for the descriptions of settings, which the editor reads as Markdown.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { templatesBelow } from './templates';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;
const { found } = templatesBelow(root, 'client/src');

/** Keys of texts that the manifest gives to the editor as Markdown. */
const markdown = new Set(
  [
    ...readFileSync(join(root, 'package.json'), 'utf8').matchAll(
      /"(?:markdown\w+|contents)": (?:"%([^%]+)%"|\[([^\]]*)\])/g,
    ),
  ].flatMap(([, one = '', list = '']) => [
    one,
    ...[...list.matchAll(/%([^%]+)%/g)].map(match => match[1] ?? ''),
  ]),
);

/** Backticks would be seen as they are, and 'quotes' look like another kind of "quotes". */
const otherQuotes = /`|(?:^|[\s(])'|'(?:$|[\s).,:;])|[‘’]/;

const plainTexts: readonly (readonly [from: string, texts: readonly string[]])[] = [
  ['the client, in English', found.map(({ template }) => template)],
  ['the client, in Chinese', Object.values(read('l10n/bundle.l10n.zh-cn.json'))],
  ...['package.nls.json', 'package.nls.zh-cn.json'].map(
    file =>
      [
        file,
        Object.entries(read(file))
          .filter(([key]) => !markdown.has(key))
          .map(([, words]) => words),
      ] as const,
  ),
];

describe('plain text', () => {
  it.each(plainTexts)('of %s quotes with double quotes only', (_, texts) => {
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter(words => otherQuotes.test(words))).toEqual([]);
  });

  it.each([
    ['Set `npus`.', true],
    ["The key 'npus'", true],
    ["'npus' is missing", true],
    ["Ray's dashboard", false],
    ['Run "Twinkle: Select Interpreter".', false],
  ])('%s', (words, expected) => {
    expect(otherQuotes.test(words)).toBe(expected);
  });

  it('knows which texts of the manifest are Markdown', () => {
    expect(markdown).toContain('setting.python');
    expect(markdown).toContain('setting.version.auto');
    expect(markdown).not.toContain('command.startCluster');
  });
});

/** What is counted. A unit such as `s` or `GB`, and what is always many, is none. */
const nouns =
  'applications|cards|CPUs|clusters|deployments|errors|files|findings|fixes|GPUs|groups|interpreters|keys|nodes|NPUs|' +
  'places|ports|problems|processes|processors|ranks|references|replicas|rules|samplers|starts|steps|times|values|' +
  'warnings|workers';
const many = new RegExp(`\\{\\d+\\}\\)? (?:(?!has )[a-z]+ )?(?:${nouns})\\b|\\{\\d+\\}s\\b|\\(s\\)`, 'i');

describe('words that depend on a number', () => {
  it('have a form for one beside them', () => {
    const faults = found.filter(({ template, counted }) => counted !== 'other' && many.test(template));
    expect(faults.map(({ template, place }) => `${place} ${template}`)).toEqual([]);
  });

  it('have a form for one that names one thing', () => {
    const ones = found.filter(({ counted }) => counted === 'one');
    expect(ones.length).toBeGreaterThan(10);
    expect(ones.filter(({ template }) => template.includes('(s)'))).toEqual([]);
    expect(ones.map(({ template }) => template).filter(template => many.test(template))).toEqual([]);
  });

  it.each([
    ['It needs {0} nodes.', true],
    ['{0} more applications', true],
    ['{0}s {1}', true],
    ['{0} node(s)', true],
    ['{0}/{1} replicas', true],
    ['after {0} s', false],
    ['{0} starts', true],
    ['{0} nodded', false],
    ['{0} has errors.', false],
  ])('%s', (template, expected) => {
    expect(many.test(template)).toBe(expected);
  });
});
