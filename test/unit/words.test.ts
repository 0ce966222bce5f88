/**
 * Words that are unclear or archaic stay out of what people read: texts, the manifest, documents, and comments.
 * Not looked at: pages that quote or keep older words (the changelog), and what is named in `excluded`.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Each with what to write instead. */
const banned: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bmend(s|ed|ing)?\b/i, 'fix'],
  [/\btell(s|ing)? of\b/i, 'report, show'],
  [/\b(is|are|was|were|be|has|have) told\b|\btold (of|what)\b/i, 'is reported, is shown'],
  [/\bwants? an?\b/i, 'requires a'],
  [/\bnobody knows\b/i, 'unknown'],
  [/\bwithout a word\b/i, 'silently'],
  [/\bfor ever\b/i, 'forever'],
  [/\bends? in [45]\d\d\b/i, 'fails with 404'],
  [/\bthat (it does|we do) not know\b/i, 'unknown'],
];

const texts = [
  'server/l10n/bundle.*.json',
  'l10n/bundle.*.json',
  'package.nls.json',
  'schemas/**/*.json',
  'walkthrough/*',
];
const documents = ['*.md', 'docs/**/*.md', 'server/*.md', 'examples/**/*.md', 'test/**/*.md'];
const sources = ['{client,server,test,scripts}/**/*.{ts,mts,mjs,py}'];

const excluded = [
  '**/{node_modules,dist}/**',
  'CHANGELOG.md',
  // Quotes the words.
  'test/unit/words.test.ts',
];

const files = globSync([...texts, ...documents, ...sources], { cwd: root })
  .filter(file => !excluded.some(pattern => matchesGlob(file, pattern)))
  .sort();

it('looks at texts, documents and comments', () => {
  for (const file of ['server/l10n/bundle.zh-cn.json', 'README.md', 'docs/rules/README.md'])
    expect(files).toContain(file);
  expect(files.length).toBeGreaterThan(500);
});

it('finds no banned word', () => {
  const found = files.flatMap(file =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        banned
          .filter(([pattern]) => pattern.test(line))
          .map(
            ([pattern, instead]) => `${file}:${index + 1}: ${String(pattern.exec(line)?.[0])} → ${instead}`,
          ),
      ),
  );
  expect(found).toEqual([]);
});
