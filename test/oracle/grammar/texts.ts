/** A stream of short texts, the same for one seed: sound ones, tokens in any order, one edit of either, alone or in a file. */
import { randomNumbers, type Random } from '../random';
import { edited } from './edits';
import { soundText } from './sound';
import { soupText } from './soup';
import { chance } from './tokens';
import { inFile } from './wrappers';

/** The texts of a seed, as many as are taken. None holds an interpolation. */
export function* grammarTexts(seed: number): Generator<string, never> {
  const random = randomNumbers(seed);
  for (;;) {
    const text = oneText(random);
    yield chance(0.5, random) ? text : inFile(text, random);
  }
}

function oneText(random: Random): string {
  const way = random();
  if (way < 0.3) return soundText(random);
  if (way < 0.65) return edited(soundText(random), random);
  if (way < 0.9) return soupText(random);
  return edited(soupText(random), random);
}
