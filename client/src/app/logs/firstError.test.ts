import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { keeperOf } from '../../../../test/support/keeper';
import { FollowedLog } from './followedLog';
import { firstError } from './firstError';

const folder = mkdtempSync(join(tmpdir(), 'first-error-'));
const keeper = keeperOf(join(folder, 'state'));
const { signal } = new AbortController();
afterAll(() => {
  keeper.dispose();
  rmSync(folder, { recursive: true, force: true });
});

function file(text: string): string {
  const path = join(folder, `${Math.random()}.log`);
  writeFileSync(path, text);
  return path;
}

it.each([
  ['no error', 'fine\n[2026-11-29 17:06:22][INFO:twinkle] error: none\n', undefined],
  ['an exception', 'fine\r\nTraceback (most recent call last):\n  File "/x", line 1\nValueError: x\n', 2],
  ['one behind a progress bar', 'a\n\r 10%\r 100%\nERROR:root:no\n', 5],
  ['one in a line without an end', 'a\nERROR:root:no', 2],
  ['one behind megabytes', `${'INFO:root:fine\n'.repeat(200_000)}ERROR:root:no\n`, 200_001],
  ['one behind a line of megabytes', `${'x'.repeat(3_000_000)}\nERROR:root:no\n`, 2],
])('finds %s', async (_, text, line) => {
  expect(await firstError(keeper, file(text), signal)).toBe(line);
});

it('follows the end of a large log from a whole line on, and says so', async () => {
  const path = file(Array.from({ length: 400_000 }, (_, index) => `line ${index}\n`).join(''));
  const log = {
    follow: keeper.follow.bind(keeper),
    state: (each: string, until: AbortSignal) => keeper.read(each, 0, 0, until),
  };
  const followed = new FollowedLog(log, path);
  const lines: string[] = [];
  followed.onLines(all => lines.push(...all.map(({ text }) => text)));
  await followed.start();
  await expect.poll(() => lines.at(-1), { timeout: 10_000 }).toBe('line 399999');
  followed.dispose();
  const [first, second] = lines;
  expect(first).toMatch(/^Only the last 2 MB of 4 MB are shown/);
  const from = Number(second?.slice('line '.length));
  expect(lines.slice(1)).toEqual(
    Array.from({ length: 400_000 - from }, (_, index) => `line ${from + index}`),
  );
});
