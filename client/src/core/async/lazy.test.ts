import { describe, expect, it } from 'vitest';
import { Lazy } from './lazy';

/** Makes numbered things, each when its turn is let through, and notes what was ended. */
function numbered() {
  const turns: { resolve: (value: undefined) => void; reject: (reason: Error) => void }[] = [];
  const ended: number[] = [];
  const lazy = new Lazy<number>(
    async () => {
      await new Promise((resolve, reject) => turns.push({ resolve, reject }));
      return turns.length;
    },
    made => ended.push(made),
  );
  return { lazy, turns, ended };
}

describe('a lazy thing', () => {
  it('is made when it is first needed, and once for all who ask meanwhile', async () => {
    const { lazy, turns } = numbered();
    expect([lazy.needed, turns.length]).toEqual([false, 0]);
    const asked = [lazy.get(), lazy.get()];
    expect([lazy.needed, turns.length]).toEqual([true, 1]);
    turns[0]?.resolve(undefined);
    expect(await Promise.all([...asked, lazy.get()])).toEqual([1, 1, 1]);
    expect(turns).toHaveLength(1);
  });

  it('is made anew after a failure, which all get who waited for it', async () => {
    const { lazy, turns } = numbered();
    const asked = [lazy.get(), lazy.get()];
    turns[0]?.reject(new Error('no'));
    for (const each of asked) await expect(each).rejects.toThrow('no');
    expect(lazy.needed).toBe(false);
    const again = lazy.get();
    turns[1]?.resolve(undefined);
    expect(await again).toBe(2);
  });

  it('is ended once, also where it is disposed while it is made', async () => {
    const { lazy, turns, ended } = numbered();
    const asked = lazy.get();
    lazy.dispose();
    lazy.dispose();
    expect(ended).toEqual([]);
    turns[0]?.resolve(undefined);
    await asked;
    await Promise.resolve();
    expect(ended).toEqual([1]);
    await expect(lazy.get()).rejects.toThrow('disposed');
  });

  it('that was never needed has no end', () => {
    const { lazy, turns, ended } = numbered();
    lazy.dispose();
    expect([turns.length, ended]).toEqual([0, []]);
  });

  it('whose making fails after it was disposed has no end either', async () => {
    const { lazy, turns, ended } = numbered();
    const asked = lazy.get();
    lazy.dispose();
    turns[0]?.reject(new Error('no'));
    await expect(asked).rejects.toThrow('no');
    expect(ended).toEqual([]);
  });
});

describe('a change of a lazy thing', () => {
  it('is nothing where it is not needed', async () => {
    const { lazy, turns } = numbered();
    await lazy.change(() => Promise.reject(new Error('never called')));
    expect(turns).toEqual([]);
  });

  it('waits for the making, and who asks meanwhile waits for the change', async () => {
    const { lazy, turns } = numbered();
    void lazy.get();
    const order: string[] = [];
    const changed = lazy.change(made => {
      order.push(`changed ${made}`);
      return Promise.resolve();
    });
    const asked = lazy.get().then(made => order.push(`got ${made}`));
    turns[0]?.resolve(undefined);
    await Promise.all([changed, asked]);
    expect(order).toEqual(['changed 1', 'got 1']);
  });

  it('that fails ends it, and the next call makes another', async () => {
    const { lazy, turns, ended } = numbered();
    void lazy.get();
    turns[0]?.resolve(undefined);
    await expect(lazy.change(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(ended).toEqual([1]);
    const again = lazy.get();
    turns[1]?.resolve(undefined);
    expect(await again).toBe(2);
    expect(ended).toEqual([1]);
  });
});
