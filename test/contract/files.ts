import { describe, expect, it } from 'vitest';
import type { Bench } from './bench';

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

    it('reads the beginnings of many files at once, and passes over what it cannot read', async () => {
      await bench.sh(
        'mkdir -p "$1/many" && cd "$1/many" && printf abcdef >a && : >empty && mkfifo pipe && ln -s a link' +
          ' && for n in $(seq 100); do echo "$n" >"n$n"; done',
        folder,
      );
      const names = [
        'a',
        'absent',
        'pipe',
        'empty',
        'link',
        '.',
        '\ud800',
        ...Array.from({ length: 100 }, (_, n) => `n${n + 1}`),
      ];
      const found = await keeper.beginnings(
        names.map(name => `${folder}/many/${name}`),
        3,
        signal,
      );
      const none = [undefined, undefined, undefined];
      const told = found.map(file => file && [Buffer.from(file.bytes).toString(), file.size]);
      expect(told.slice(0, 7)).toEqual([['abc', 6], undefined, undefined, ['', 0], ...none]);
      expect(told.at(-1)).toEqual(['100', 4]);
      expect(told).toHaveLength(names.length);
      expect(await keeper.beginnings([], 3, signal)).toEqual([]);
      await expect(keeper.beginnings([`${folder}/many/a`], 1 << 25, signal)).rejects.toThrow(
        'bytes together',
      );
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
}
