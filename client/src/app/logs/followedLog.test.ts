import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { keeperOf } from '../../../../test/support/keeper';
import type { LogCursor } from '../../core/machine/keeper';
import { fileLog } from '../launch/fileLog';
import { FollowedLog } from './followedLog';

const keeper = keeperOf(join(tmpdir(), 'followed-no-state'));
const log = fileLog(keeper);
let folder: string;
let file: string;
const open: FollowedLog[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'followed-'));
  file = join(folder, 'raylet.log');
});
afterEach(() => {
  for (const each of open.splice(0)) each.dispose();
  rmSync(folder, { recursive: true });
});
afterAll(() => {
  keeper.dispose();
});

/** What one window shows of the file: its lines, and in brackets what it says itself. */
async function shown(before?: LogCursor) {
  const followed = new FollowedLog(log, file, before);
  open.push(followed);
  const lines: string[] = [];
  followed.onLines(more => lines.push(...more.map(({ text, ours }) => (ours === true ? `[${text}]` : text))));
  await followed.start();
  return { followed, lines };
}

const limit = { timeout: 10_000 };
const mark = '[The lines up to here were shown before the window was reloaded.]';

it('goes on after a reload behind the last line that was shown, with what stands before it', async () => {
  writeFileSync(file, 'one\ntwo\nthr');
  const first = await shown();
  await expect.poll(() => first.lines, limit).toEqual(['one', 'two']);
  const before = first.followed.shown;
  first.followed.dispose();
  const second = await shown(before);
  await expect.poll(() => second.lines, limit).toEqual(['one', 'two', mark]);
  appendFileSync(file, 'ee\nfour\n');
  await expect.poll(() => second.lines, limit).toEqual(['one', 'two', mark, 'three', 'four']);
  // Nothing new came, so nothing is marked.
  const third = await shown(second.followed.shown);
  await expect.poll(() => third.lines, limit).toEqual(['one', 'two', 'three', 'four']);
});

it('leaves out nothing of what came meanwhile, however much, and shows nothing twice', async () => {
  writeFileSync(file, 'first\n');
  const first = await shown();
  await expect.poll(() => first.lines, limit).toEqual(['first']);
  first.followed.dispose();
  const numbers = Array.from({ length: 400_000 }, (_, index) => `${index + 1000000}`);
  appendFileSync(file, `${numbers.join('\n')}\n`);
  const second = await shown(first.followed.shown);
  await expect.poll(() => second.lines.length, limit).toBe(400_001);
  expect(second.lines[0]).toBe(mark);
  // Not `toEqual`: the difference would be printed.
  expect(second.lines.slice(1).join() === numbers.join()).toBe(true);
});

it('reads the rest of a file that was rotated during the reload, and then the next one', async () => {
  writeFileSync(file, 'one\n');
  const first = await shown();
  await expect.poll(() => first.lines, limit).toEqual(['one']);
  first.followed.dispose();
  appendFileSync(file, 'two\n');
  renameSync(file, `${file}.1`);
  writeFileSync(file, 'three\n');
  const second = await shown(first.followed.shown);
  await expect
    .poll(() => second.lines, limit)
    .toEqual([mark, 'two', '[The log file was replaced; reading it from its beginning.]', 'three']);
});

it('says that a file was emptied during the reload', async () => {
  writeFileSync(file, 'one\ntwo\n');
  const first = await shown();
  await expect.poll(() => first.lines.length, limit).toBe(2);
  first.followed.dispose();
  truncateSync(file);
  appendFileSync(file, 'new\n');
  const second = await shown(first.followed.shown);
  await expect
    .poll(() => second.lines, limit)
    .toEqual([mark, '[The log file was shortened; reading it from its beginning.]', 'new']);
});
