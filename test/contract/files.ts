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

export function filesContract(bench: Bench): void {
  const { keeper, signal } = bench;
  const folder = `${bench.state}.files`;

  describe('read and list', () => {
    it('reads a part, and tells size and identity', async () => {
      await bench.sh('mkdir -p "$1" && printf 0123456789 >"$1/text"', folder);
      const slice = await keeper.read(`${folder}/text`, 4, 3, signal);
      expect(Buffer.from(slice?.bytes ?? []).toString()).toBe('456');
      expect(slice?.size).toBe(10);
      expect((await keeper.read(`${folder}/text`, 20, 3, signal))?.bytes).toHaveLength(0);
      expect(await keeper.read(`${folder}/absent`, 0, 3, signal)).toBeUndefined();
      expect(await keeper.list([folder, `${folder}/none`], signal)).toEqual([['text'], []]);
    });

    it('gives at most a megabyte', async () => {
      await bench.sh('head -c 3000000 /dev/zero >"$1/large"', folder);
      const slice = await keeper.read(`${folder}/large`, 1, 1 << 30, signal);
      expect([slice?.bytes.length, slice?.size]).toEqual([1 << 20, 3_000_000]);
    });

    it('refuses what is no regular file instead of waiting for it', async () => {
      await bench.sh('cd "$1" && mkfifo pipe && ln -s /dev/zero zero && ln -s text link', folder);
      for (const path of [folder, `${folder}/pipe`])
        await expect(keeper.read(path, 0, 3, signal)).rejects.toThrow(`${path} is not a regular file`);
      // What a link points to may be anything by the time it is read.
      for (const path of [`${folder}/zero`, `${folder}/link`])
        await expect(keeper.read(path, 0, 3, signal)).rejects.toThrow(`${path} is a link`);
      await expect(keeper.follow(`${folder}/pipe`, { offset: 0 }, () => undefined, signal)).rejects.toThrow(
        'is not a regular file',
      );
    });
  });

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
  });
}
