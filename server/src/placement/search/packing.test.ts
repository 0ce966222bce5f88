import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canPack as canPackWithin, packingWork } from './packing';

const canPack = (capacities: readonly number[], bundles: readonly number[]) =>
  canPackWithin(capacities, bundles, packingWork());

/** Every assignment, tried one by one. */
function bruteForce(capacities: number[], bundles: number[]): boolean {
  const [first, ...rest] = bundles;
  if (first === undefined) return true;
  return capacities.some(
    (room, node) => room >= first && bruteForce(capacities.with(node, room - first), rest),
  );
}

describe('canPack', () => {
  it('keeps a bundle on one node', () => {
    expect(canPack([4, 4], [8])).toBe(false);
    expect(canPack([4, 4], [4, 4])).toBe(true);
    expect(canPack([4, 4], [3, 3, 2])).toBe(false);
    expect(canPack([5, 4], [3, 3, 2])).toBe(true);
  });

  it('fits nothing anywhere and anything nowhere', () => {
    expect(canPack([], [])).toBe(true);
    expect(canPack([], [1])).toBe(false);
    expect(canPack([0], [0])).toBe(true);
  });

  it('answers as trying everything does', () => {
    const gpus = (min: number) => fc.array(fc.integer({ min, max: 6 }), { maxLength: 6 });
    fc.assert(
      fc.property(gpus(0), gpus(1), (capacities, bundles) => {
        expect(canPack(capacities, bundles)).toBe(bruteForce(capacities, bundles));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives up instead of guessing where the search is too long', () => {
    const capacities = Array.from({ length: 30 }, (_, index) => 71 + (index % 3));
    const bundles = Array.from({ length: 60 }, (_, index) => 31 + (index % 11));
    expect(canPack(capacities, bundles)).toBeUndefined();
  });
});
