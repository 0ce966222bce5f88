/** A stream of short texts, the same for one seed: sound ones, tokens in any order, one edit of either, alone or in a file. */
import { randomNumbers, type Random } from '../random';
import { edited } from './edits';
import { soundFile, soundText } from './sound';
import { soupText } from './soup';
import { chance } from './tokens';
import { inFile } from './wrappers';

/** The texts of a seed, as many as are taken. None holds an interpolation. */
export function* grammarTexts(seed: number): Generator<string, never> {
  const random = randomNumbers(seed);
  for (;;) yield oneText(random);
}

function oneText(random: Random): string {
  const way = random();
  if (way < 0.16) return soundText(random);
  if (way < 0.3) return soundFile(random);
  if (way < 0.48) return edited(soundText(random), random);
  if (way < 0.68) return edited(soundFile(random), random);
  if (way < 0.76)
    return inFile(chance(0.5, random) ? soundText(random) : edited(soundText(random), random), random);
  if (way < 0.88) return soupText(random);
  if (way < 0.92) return edited(soupText(random), random);
  return inFile(soupText(random), random);
}
