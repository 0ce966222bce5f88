/** How many cards can be chosen for training and for sampling, and which of the numbers is the likely one. */

export interface CardChoices {
  /** In the order in which they are shown. */
  readonly counts: readonly number[];
  /** One of them. */
  readonly likely: number;
}

/** Cards of the machine that the file is for, where nobody can look: what a server usually has at most. */
const usualMost = 8;

/** @param seen cards of the machine; undefined or 0 where the file is for another one */
export function trainingChoices(seen: number | undefined): CardChoices {
  if (seen === undefined || seen === 0) return { counts: powersOfTwo(usualMost), likely: 1 };
  // Half of them, so that the other half can sample.
  return {
    counts: ascending([...powersOfTwo(seen), seen - 1, seen]),
    likely: Math.max(1, Math.ceil(seen / 2)),
  };
}

/** 0 is no sampler. vLLM splits the heads of a model over its cards, which takes a power of two of them. */
export function samplingChoices(seen: number | undefined, training: number): CardChoices {
  const left = seen === undefined || seen === 0 ? usualMost : seen - training;
  const counts = [...powersOfTwo(left), 0];
  const usual = counts.filter(count => count <= training);
  return { counts, likely: left < 1 ? 0 : Math.max(...usual, 1) };
}

function powersOfTwo(most: number): number[] {
  const found: number[] = [];
  for (let count = 1; count <= most; count *= 2) found.push(count);
  return found;
}

function ascending(counts: readonly number[]): number[] {
  const half = Math.ceil((counts.at(-1) ?? 1) / 2);
  return [...new Set([...counts, half])].filter(count => count >= 1).sort((a, b) => a - b);
}
