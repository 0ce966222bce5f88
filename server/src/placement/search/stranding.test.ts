import { describe, expect, it } from 'vitest';
import { mayStrand } from './stranding';

describe('mayStrand', () => {
  it('sees that a small group may take the node of a large one', () => {
    expect(mayStrand([8, 4], [4, 8])).toBe(true);
    expect(mayStrand([8, 4], [8, 4])).toBe(false);
  });

  it('is content where each choice leaves room', () => {
    expect(mayStrand([4, 4], [2, 4])).toBe(false);
    expect(mayStrand([4, 4], [2, 2, 4])).toBe(true);
    expect(mayStrand([], [])).toBe(false);
  });

  it('takes groups that fit nowhere for stranded', () => {
    expect(mayStrand([4], [5])).toBe(true);
    expect(mayStrand([], [1])).toBe(true);
  });

  it('comes to an end where there are many choices', () => {
    const nodes = Array.from({ length: 40 }, (_, index) => index + 10);
    expect(mayStrand(nodes, Array<number>(200).fill(3))).toBeUndefined();
  });
});
