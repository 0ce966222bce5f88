/** What .gitignore files may cost a search, over real folders. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTargets } from './checkFiles';
import { findFiles } from './findFiles';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'twinkle-ignored-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** Folders `000`, `001`, …, each with a .gitignore of this text, a file that it ignores, and one that it does not. */
function folders(count: number, patterns: string): void {
  for (let index = 0; index < count; index += 1) {
    const folder = join(root, String(index).padStart(3, '0'));
    mkdirSync(join(folder, 'gone'), { recursive: true });
    writeFileSync(join(folder, '.gitignore'), `gone\n${patterns}`);
    for (const name of ['server_config.yaml', 'gone/server_config.yaml'])
      writeFileSync(join(folder, name), '');
  }
}

/** Both searches: that of the checker and that of the server. */
const searches: [string, (report: (problem: string) => void) => string[] | Promise<string[]>][] = [
  [
    'twinkle-check',
    report => findTargets([root], { folder: root, patterns: [] }, report).map(({ path }) => path),
  ],
  ['the server', report => findFiles([root], 10_000, report)],
];

describe.each(searches)('a search of %s', (_, search) => {
  it('takes all .gitignore files of an ordinary size', async () => {
    folders(20, '*.log\n'.repeat(100));
    const problems: string[] = [];
    expect(await search(problem => problems.push(problem))).toHaveLength(20);
    expect(problems).toEqual([]);
  });

  it('takes no pattern that is longer than a path', async () => {
    folders(1, `${'x'.repeat(250_000)}\n`);
    const problems: string[] = [];
    expect(await search(problem => problems.push(problem))).toHaveLength(1);
    expect(problems).toEqual([]);
  });

  it.each([
    ['many patterns', `${'x\n'.repeat(9_000)}# words\n\n`, 2],
    ['long patterns', `${'x'.repeat(4_000)}\n`.repeat(60), 4],
  ])('stops at too %s, reports it once and searches on', async (_name, patterns, within) => {
    folders(30, patterns);
    const problems: string[] = [];
    const found = await search(problem => problems.push(problem));
    expect(found).toHaveLength(within + (30 - within) * 2);
    expect(problems).toEqual([expect.stringMatching(/00\d\/\.gitignore: not read, nor any further/)]);
    expect(problems[0]).toContain(`00${within}/`);
  });
});
