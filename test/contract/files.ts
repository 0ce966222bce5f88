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
