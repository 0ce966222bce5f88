import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keeperOf } from '../../../../test/support/keeper';
import { SmallDisk } from '../../../../test/support/smallDisk';
import type { LauncherLog } from '../../core/launch/launcher';
import { plain } from '../../core/text/text';
import { LogFollower, type LogFollowerOptions } from './logFollower';
import { fileLog } from './fileLog';

const keeper = keeperOf(join(tmpdir(), 'follow-no-state'));
const log = fileLog(keeper);
let folder: string;
let file: string;
const followers: LogFollower[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'follow-'));
  file = join(folder, 'launcher.log');
});
afterEach(() => {
  for (const follower of followers.splice(0)) follower.dispose();
  rmSync(folder, { recursive: true });
});

afterAll(() => {
  keeper.dispose();
});

/** The same log in smaller pieces, as a busy machine may give it. */
function cut(size: number): LauncherLog {
  return {
    state: (path, signal) => log.state(path, signal),
    follow: (path, cursor, onEvent, signal) =>
      log.follow(
        path,
        cursor,
        async event => {
          if (event.kind !== 'data') return onEvent(event);
          const { bytes, cursor: behind } = event;
          for (let from = 0; from < bytes.length; from += size) {
            const part = bytes.subarray(from, from + size);
            const offset = behind.offset - bytes.length + from + part.length;
            await onEvent({ ...event, bytes: part, cursor: { ...behind, offset } });
          }
        },
        signal,
      ),
  };
}

/** A follower of a real file, with what it has given so far. */
function follow(options: LogFollowerOptions = {}, source = log) {
  const follower = new LogFollower(source, file, options);
  followers.push(follower);
  const lines: string[] = [];
  const notices: string[] = [];
  follower.onLines(more => lines.push(...more));
  follower.onNotice(notice => notices.push(plain(notice)));
  return { follower, lines, notices };
}

const signal = () => AbortSignal.timeout(10_000);

describe('LogFollower', () => {
  it('gives each line once, whole, as the file grows', async () => {
    const { follower, lines } = follow();
    follower.start();
    // Not there yet: the launcher makes it.
    await new Promise(resolve => setTimeout(resolve, 30));
    writeFileSync(file, 'one\ntw');
    await expect.poll(() => lines, { timeout: 5_000 }).toEqual(['one']);
    appendFileSync(file, 'o\n\nthree\n');
    await expect.poll(() => lines, { timeout: 5_000 }).toEqual(['one', 'two', '', 'three']);
    expect(follower.offset).toBe(15);
  });

  it('puts a character together that two reads cut apart', async () => {
    const bytes = Buffer.from('模型 → 已加载\nok\n');
    for (const size of [1, 2, 3, 5]) {
      const { follower, lines } = follow({}, cut(size));
      writeFileSync(file, bytes);
      await follower.drain(signal());
      expect(lines).toEqual(['模型 → 已加载', 'ok']);
    }
  });

  it('gives the last line without line feed when the writer has ended, and a broken character as such', async () => {
    const { follower, lines } = follow();
    writeFileSync(file, Buffer.from([...Buffer.from('a\nlast '), 0xe6, 0xa8]));
    await follower.drain(signal());
    expect(lines).toEqual(['a', 'last \ufffd']);
    await follower.drain(signal());
    expect(lines).toHaveLength(2);
  });

  it('knows where the first line begins that was not given whole, and goes on there in another window', async () => {
    for (const size of [1, 4, 100]) {
      writeFileSync(file, 'eins\nzwei → 2\ndr');
      const first = follow({}, cut(size));
      first.follower.start();
      await expect.poll(() => first.follower.offset, { timeout: 5_000 }).toBe(18);
      expect(first.lines).toEqual(['eins', 'zwei → 2']);
      const { offset: from, identity } = first.follower.lineStart;
      first.follower.dispose();
      appendFileSync(file, 'ei\nvier\n');
      const second = follow({ from, isLineStart: true, ...(identity === undefined ? {} : { identity }) });
      await second.follower.drain(signal());
      expect(second.lines).toEqual(['drei', 'vier']);
      rmSync(file);
    }
  });

  it('marks the place between two lines, also where nothing stands before it', async () => {
    writeFileSync(file, 'one\ntwo\nthree\n');
    for (const [mark, before] of [
      [0, []],
      [4, ['one']],
      [8, ['one', 'two']],
    ] as const) {
      for (const source of [log, cut(3), cut(1)]) {
        const { follower, lines } = follow({ mark }, source);
        const marked: string[][] = [];
        follower.onMark(() => marked.push([...lines]));
        await follower.drain(signal());
        expect(marked).toEqual([before]);
        expect(lines).toEqual(['one', 'two', 'three']);
      }
    }
    // Behind which nothing has come yet.
    const { follower } = follow({ mark: 14 });
    let marks = 0;
    follower.onMark(() => (marks += 1));
    await follower.drain(signal());
    expect(marks).toBe(0);
  });

  it('is at the end of a file that was renamed, though nothing has taken its place', async () => {
    writeFileSync(file, 'one\n');
    const { follower, lines, notices } = follow();
    follower.start();
    await expect.poll(() => lines, { timeout: 5_000 }).toEqual(['one']);
    renameSync(file, `${file}.1`);
    appendFileSync(`${file}.1`, 'two\n');
    await follower.drain(signal());
    writeFileSync(file, '');
    appendFileSync(`${file}.1`, 'three\n');
    await follower.drain(signal());
    expect(lines).toEqual(['one', 'two', 'three']);
    await expect
      .poll(() => notices, { timeout: 5_000 })
      .toEqual(['The log file was renamed; still reading it.']);
  });

  it('says that the disk is full, and says it again after there was room', async context => {
    const disk = SmallDisk.mount(join(folder, 'disk'), 1);
    if (disk === undefined) return context.skip('A disk can be mounted by root alone.');
    try {
      file = join(disk.folder, 'launcher.log');
      writeFileSync(file, 'one\n');
      const { follower, lines, notices } = follow();
      follower.start();
      await expect.poll(() => lines, { timeout: 5_000 }).toEqual(['one']);
      const full = 'The disk of this log is full. Lines that are written now are lost.';
      for (const times of [1, 2]) {
        disk.fill();
        await expect
          .poll(() => notices, { timeout: 10_000 })
          .toEqual(Array.from({ length: times }, () => full));
        disk.free();
        appendFileSync(file, 'more\n');
        await expect.poll(() => lines.length, { timeout: 10_000 }).toBe(1 + times);
      }
      follower.dispose();
    } finally {
      disk.unmount();
    }
  });

  it('begins in the middle without the rest of a line', async () => {
    writeFileSync(file, 'first line\nsecond\nthird');
    const { follower, lines } = follow({ from: 3 });
    await follower.drain(signal());
    expect(lines).toEqual(['second', 'third']);
  });

  it('says that a file was shortened or replaced, and reads it anew', async () => {
    const { follower, lines, notices } = follow();
    writeFileSync(file, 'a\nb\n');
    await follower.drain(signal());
    truncateSync(file, 0);
    appendFileSync(file, 'c\n');
    await follower.drain(signal());
    expect(lines).toEqual(['a', 'b', 'c']);
    expect(notices).toEqual(['The log file was shortened; reading it from its beginning.']);
    writeFileSync(join(folder, 'new'), 'd\ne\nf\n');
    renameSync(join(folder, 'new'), file);
    await follower.drain(signal());
    expect(lines).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(notices[1]).toContain('replaced');
    rmSync(file);
    await follower.drain(signal());
    expect(notices[2]).toBe(`The log file ${file} no longer exists.`);
    writeFileSync(file, 'g\n');
    await follower.drain(signal());
    expect(lines.at(-1)).toBe('g');
    expect(notices).toHaveLength(3);
  });

  it('reaches the end that a file has while it is written to', async () => {
    writeFileSync(file, 'before\n');
    let looks = 0;
    // After the first look, a writer that is always ahead of the reader.
    const busy: LauncherLog = {
      follow: async (...given) => {
        await expect.poll(() => looks).toBeGreaterThan(0);
        return log.follow(...given);
      },
      state: async (...given) => {
        const found = await log.state(...given);
        looks += 1;
        return found && { ...found, size: found.size + looks - 1 };
      },
    };
    const { follower, lines } = follow({}, busy);
    await follower.drain(signal());
    expect(lines).toEqual(['before']);
  });

  it('keeps little of a line that does not end', async () => {
    const { follower, lines } = follow({ maxLineLength: 1_000 }, cut(500));
    writeFileSync(file, 'x'.repeat(10_000));
    await follower.drain(signal());
    expect(lines.join('')).toBe('x'.repeat(10_000));
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(1_500);
  });

  it('reads a large file whole and in order, in chunks', async () => {
    const text = Array.from({ length: 50_000 }, (_, index) => `line ${index}`);
    writeFileSync(file, `${text.join('\n')}\n`);
    const { follower, lines } = follow({}, cut(65_536));
    follower.start();
    await Promise.all([follower.drain(signal()), follower.drain(signal())]);
    expect(lines).toEqual(text);
  });

  it('reports nothing after it is disposed of', async () => {
    writeFileSync(file, 'a\n');
    const { follower, lines } = follow();
    follower.start();
    follower.dispose();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(lines).toEqual([]);
    await expect(follow().follower.drain(AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });
});
