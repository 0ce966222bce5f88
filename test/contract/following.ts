import { describe, expect, it } from 'vitest';
import type { FollowEvent } from '../../client/src/core/machine/keeper';
import type { Bench } from './bench';

/** Follows a file until it is stopped; `text` is what came, `kinds` what else happened. */
function following(bench: Bench, path: string, offset = 0, identity?: string) {
  const controller = new AbortController();
  const seen = { text: '', kinds: [] as string[], offset, identity: '' };
  const onEvent = (event: FollowEvent) => {
    if (event.kind !== 'data') {
      seen.kinds.push(event.kind);
      return;
    }
    seen.text += Buffer.from(event.bytes).toString();
    seen.offset = event.cursor.offset;
    seen.identity = event.cursor.identity;
  };
  const cursor = { offset, ...(identity === undefined ? {} : { identity }) };
  const done = bench.keeper.follow(path, cursor, onEvent, controller.signal).catch((error: unknown) => error);
  const stop = async () => {
    controller.abort(new Error('enough'));
    expect(await done).toEqual(new Error('enough'));
  };
  return { seen, done, stop };
}

export function followingContract(bench: Bench): void {
  const { keeper } = bench;
  const folder = `${bench.state}.files`;

  describe('follow', () => {
    it('gives what is there and what is added, and waits for a file', async () => {
      const path = `${folder}/log`;
      const { seen, stop } = following(bench, path);
      await bench.sh('printf "one\\n" >"$1"', path);
      await expect.poll(() => seen.text, { timeout: 5_000 }).toBe('one\n');
      await bench.sh('printf "two\\n" >>"$1"', path);
      await expect.poll(() => seen.text, { timeout: 5_000 }).toBe('one\ntwo\n');
      expect(seen.offset).toBe(8);
      await stop();
      const later = following(bench, path, seen.offset, seen.identity);
      await bench.sh('printf "three\\n" >>"$1"', path);
      await expect.poll(() => later.seen.text, { timeout: 5_000 }).toBe('three\n');
      await later.stop();
    });

    it('tells a file that was replaced, shortened or removed', async () => {
      const path = `${folder}/turned`;
      await bench.sh('printf old >"$1"', path);
      const { seen, stop } = following(bench, path);
      await expect.poll(() => seen.text).toBe('old');
      await bench.sh('printf new >"$1.new" && mv "$1.new" "$1"', path);
      await expect.poll(() => seen.text, { timeout: 5_000 }).toBe('oldnew');
      await bench.sh(': >"$1"', path);
      await expect.poll(() => seen.kinds, { timeout: 5_000 }).toEqual(['replaced', 'shortened']);
      await bench.sh('rm "$1"', path);
      await expect.poll(() => seen.kinds.at(-1), { timeout: 5_000 }).toBe('gone');
      await bench.sh('printf again >"$1"', path);
      await expect.poll(() => seen.text, { timeout: 5_000 }).toBe('oldnewagain');
      await stop();
    });

    it('tells a file that was made anew with the same number', async () => {
      const path = `${folder}/anew`;
      await bench.sh('printf old >"$1"', path);
      const { seen, stop } = following(bench, path);
      await expect.poll(() => seen.text).toBe('old');
      // Many file systems give the number of a file that was removed to the next one.
      for (const text of ['newer', 'newest of all']) {
        await bench.sh('rm "$1"; printf "$2" >"$1"', path, text);
        await expect.poll(() => seen.text, { timeout: 5_000 }).toMatch(new RegExp(`${text}$`));
      }
      expect(seen.text).toBe('oldnewernewest of all');
      expect(seen.kinds).toEqual(['replaced', 'replaced']);
      await stop();
    });

    it('holds back what is not taken yet, and keeps others going', async () => {
      const path = `${folder}/much`;
      await bench.sh('head -c 6000000 /dev/zero | tr "\\0" x >"$1"', path);
      let release: () => void = () => undefined;
      const held = new Promise<void>(resolve => (release = resolve));
      let size = 0;
      const controller = new AbortController();
      const done = keeper
        .follow(
          path,
          { offset: 0 },
          async event => {
            if (event.kind === 'data') size += event.bytes.length;
            await held;
          },
          controller.signal,
        )
        .catch(() => undefined);
      await expect.poll(() => size).toBeGreaterThan(0);
      const quick = following(bench, path);
      await expect.poll(() => quick.seen.text.length, { timeout: 10_000 }).toBe(6_000_000);
      // The first one has been given no more than its first event.
      expect(size).toBeLessThan(300_000);
      release();
      await expect.poll(() => size, { timeout: 10_000 }).toBe(6_000_000);
      controller.abort();
      await done;
      await quick.stop();
    });

    it('goes on where it was after the connection was cut', async () => {
      const path = `${folder}/cut`;
      await bench.sh('printf one >"$1"', path);
      const { seen, stop } = following(bench, path);
      await expect.poll(() => seen.text).toBe('one');
      await bench.machine.cut();
      await bench.sh('printf two >>"$1"', path);
      await expect.poll(() => seen.text, { timeout: 10_000 }).toBe('onetwo');
      await stop();
    });

    it('follows fifty files at once', async () => {
      const names = Array.from({ length: 50 }, (_, index) => `${folder}/many-${index}`);
      const all = names.map(path => following(bench, path));
      await bench.sh('for path in "$@"; do printf "$path" >"$path"; done', ...names);
      await expect.poll(() => all.map(({ seen }) => seen.text), { timeout: 10_000 }).toEqual(names);
      await Promise.all(all.map(({ stop }) => stop()));
    });

    it('reads a file that is rotated to its end before the next one', async () => {
      const path = `${folder}/rotated`;
      await bench.sh('seq 1 400000 >"$1"', path);
      let release: () => void = () => undefined;
      const held = new Promise<void>(resolve => (release = resolve));
      let text = '';
      const kinds: string[] = [];
      const controller = new AbortController();
      const onEvent = async (event: FollowEvent) => {
        if (event.kind === 'data') text += Buffer.from(event.bytes).toString();
        else kinds.push(event.kind);
        await held;
      };
      const done = keeper.follow(path, { offset: 0 }, onEvent, controller.signal).catch(() => undefined);
      await expect.poll(() => text.length).toBeGreaterThan(0);
      // Most of it was not read yet when it gets another name.
      await bench.sh('mv "$1" "$1.1"; sleep 0.1; printf "next\\n" >"$1"', path);
      release();
      await expect.poll(() => text.endsWith('next\n'), { timeout: 10_000 }).toBe(true);
      const numbers = Array.from({ length: 400_000 }, (_, index) => `${index + 1}\n`);
      // Not `toBe`: the difference would be printed.
      expect(text === `${numbers.join('')}next\n`).toBe(true);
      expect(kinds).toEqual(['replaced']);
      controller.abort();
      await done;
    });

    it('finds the file that was rotated while the connection was cut', async () => {
      const path = `${folder}/rotated-cut`;
      await bench.sh('printf "one\\n" >"$1"', path);
      const { seen, stop } = following(bench, path);
      await expect.poll(() => seen.text).toBe('one\n');
      await bench.sh('printf "two\\n" >>"$1"; mv "$1" "$1.1"; printf "three\\n" >"$1"', path);
      await bench.machine.cut();
      await expect.poll(() => seen.text, { timeout: 10_000 }).toBe('one\ntwo\nthree\n');
      expect(seen.kinds).toEqual(['replaced']);
      await stop();
      // As after a reload of the window: from what was kept of the first file.
      const later = following(bench, path, 0, '1:1');
      await expect.poll(() => later.seen.text, { timeout: 5_000 }).toBe('three\n');
      expect(later.seen.kinds).toEqual(['replaced']);
      await later.stop();
    });

    it('reads a file on that was renamed while its writer holds it open', async () => {
      const path = `${folder}/renamed`;
      await bench.sh('printf "one\\n" >"$1"', path);
      const { seen, stop } = following(bench, path);
      await expect.poll(() => seen.text).toBe('one\n');
      await bench.sh('mv "$1" "$1.1"', path);
      await expect.poll(() => seen.kinds, { timeout: 5_000 }).toEqual(['renamed']);
      await bench.sh('printf "two\\n" >>"$1.1"', path);
      await expect.poll(() => seen.text, { timeout: 10_000 }).toBe('one\ntwo\n');
      // As logrotate leaves it whose program was not told.
      await bench.sh(': >"$1"; printf "three\\n" >>"$1.1"', path);
      await expect.poll(() => seen.text, { timeout: 10_000 }).toBe('one\ntwo\nthree\n');
      await bench.sh('printf "four\\n" >>"$1"', path);
      await expect.poll(() => seen.text, { timeout: 10_000 }).toBe('one\ntwo\nthree\nfour\n');
      expect(seen.kinds).toEqual(['renamed', 'replaced']);
      await stop();
    });

    it('tells a file that was emptied and has grown beyond where it was read', async () => {
      const path = `${folder}/regrown`;
      await bench.sh('seq 1 100 >"$1"', path);
      const { seen, stop } = following(bench, path);
      const old = `${await bench.sh('cat "$1"', path)}\n`;
      await expect.poll(() => seen.text).toBe(old);
      await bench.sh('seq 1000 1400 >"$1"', path);
      const now = `${await bench.sh('cat "$1"', path)}\n`;
      await expect.poll(() => seen.text, { timeout: 5_000 }).toBe(old + now);
      expect(seen.kinds).toEqual(['shortened']);
      await stop();
    });

    it('is woken by what is written', async () => {
      const path = `${folder}/woken`;
      await bench.sh(': >"$1"', path);
      let events = 0;
      const controller = new AbortController();
      const onEvent = (event: FollowEvent) => {
        if (event.kind === 'data') events += 1;
      };
      const done = keeper.follow(path, { offset: 0 }, onEvent, controller.signal).catch(() => undefined);
      await bench.sh('for each in $(seq 25); do echo $each >>"$1"; sleep 0.17; done', path);
      controller.abort();
      await done;
      // A look every 250 ms, which is what there is without reports of changes, gives 17 of them.
      expect(events).toBeGreaterThan(19);
    });
  });
}
