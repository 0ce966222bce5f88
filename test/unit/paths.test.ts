/** Paths that are named in the configuration of tools, in documents and in comments, and what is really there. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
/** What a file of the root exports; its types are those of JavaScript. */
const load = async (file: string) => ((await import(join(root, file))) as { default: unknown }).default;
const read = (file: string) => readFileSync(join(root, file), 'utf8');

const files = globSync(['*', '.*.mjs', '{client,docs,examples,schemas,scripts,server,test}/**/*'], {
  cwd: root,
  exclude: path => /(?:^|\/)(?:node_modules|dist|out)(?:\/|$)/.test(path),
  withFileTypes: false,
}).filter(path => statSync(join(root, path)).isFile());
const folders = new Set(
  files.flatMap(file => file.split('/').map((_, index, parts) => parts.slice(0, index).join('/'))),
);
const all = [...files, ...folders];

/** True for a path from the root, and for the end of one. */
const exists = (path: string): boolean => all.some(each => `/${each}`.endsWith(`/${path}`));

describe('patterns', () => {
  it('of ESLint match a file each', async () => {
    const eslint = (await load('eslint.config.mjs')) as { files?: (string | string[])[] }[];
    const patterns = new Set(eslint.flatMap(({ files: each = [] }) => each.flat()));
    // Others are for files of a kind, wherever they are.
    const ofFolders = [...patterns].filter(pattern => /^(?:client|scripts|server|test)\//.test(pattern));
    expect(ofFolders.length).toBeGreaterThan(10);
    expect(ofFolders.filter(pattern => !files.some(file => matchesGlob(file, pattern)))).toEqual([]);
  });

  it('of dependency-cruiser match a file each, with each of their alternatives', async () => {
    const dependencies = (await load('.dependency-cruiser.mjs')) as {
      forbidden: { from: object; to: object }[];
    };
    const patterns = dependencies.forbidden.flatMap(({ from, to }) =>
      [from, to].flatMap(each => Object.entries(each)).flatMap(([name, value]) => alternatives(name, value)),
    );
    expect(patterns.length).toBeGreaterThan(100);
    // What stands for a folder of the importing file can be any.
    const matches = (pattern: string) =>
      files.some(file => new RegExp(pattern.replaceAll('$1', '[^/]+')).test(file));
    expect([...new Set(patterns)].filter(pattern => !matches(pattern))).toEqual([]);
  });

  /** `^a/(b|c)` is two patterns. */
  function alternatives(name: string, value: unknown): string[] {
    if (typeof value !== 'string' || !name.startsWith('path')) return [];
    const [, start = '', inside] = /^([^()]*)\(([^()]*)\)$/.exec(value) ?? [];
    return inside === undefined ? [value] : inside.split('|').map(each => `${start}(${each})`);
  }
});

describe('paths exist', () => {
  /** Names of examples, what is built, what a test makes, and files of other projects. */
  const others =
    /(?:^|\/)(?:my[-A-Z]|my_|dist\/|out\/|x\.test\.ts$|FILE)|^(?:vs|api|browser|packages|actions|github\.com)\/|^iconLabels\.ts$/;

  it.each([
    ...files.filter(file => file.endsWith('.md') && !/^(?:CHANGELOG|docs\/rules\/.*)\.md$/.test(file)),
  ])('in %s', document => {
    // Only what can be no file of a user's own.
    const named = Array.from(read(document).matchAll(/`([\w./-]+)`/g), ([, path = '']) =>
      path.replace(/^(?:\.\.?\/)+|\/$/g, ''),
    ).filter(path => /^(?:client|server|test|docs|scripts|schemas|examples)\/|\.(?:ts|mts|mjs)$/.test(path));
    expect(named.filter(path => !others.test(path) && !exists(path))).toEqual([]);
  });

  it('in comments', () => {
    const sources = files.filter(file => /\.(?:ts|mts|mjs)$/.test(file) && !file.endsWith('validators.mjs'));
    const wrong = sources.flatMap(file =>
      read(file)
        .split('\n')
        .filter(line => /^\s*(?:\/?\*|\/\/)/.test(line))
        .flatMap(line =>
          Array.from(line.matchAll(/[\w.-]+(?:\/[\w.-]+)*\.(?:ts|mts|mjs)\b/g), ([path]) => path),
        )
        .map(path => path.replace(/^(?:\.\.?\/)+/, ''))
        .filter(path => !others.test(path) && !exists(path))
        .map(path => `${file}: ${path}`),
    );
    expect(wrong).toEqual([]);
  });
});
