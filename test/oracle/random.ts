/** Numbers from 0 to 1, always the same for one seed (mulberry32). */
export type Random = () => number;

export function randomNumbers(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of several, undefined of none. */
export function pick<Value>(from: readonly Value[], random: Random): Value | undefined {
  return from[Math.floor(random() * from.length)];
}
