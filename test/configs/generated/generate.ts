/** Configurations made from a seed: each era's content in as many styles as people have. */
import { Random } from '../../fuzz/random';
import { content } from './content';
import { randomStyle } from './style';
import { eras, isAtLeast } from './value';
import { written } from './write';

export interface Generated {
  /** `generated/<era>-<number>.yaml`; the same name always stands for the same text. */
  readonly file: string;
  readonly text: string;
}

/** Files of each era. */
const perEra = 30;
/** One file of so many has a mistake; only since 0.4.0, as earlier releases took anything. */
const perMistake = 4;

export function generated(): readonly Generated[] {
  return eras.flatMap((era, place) =>
    Array.from({ length: perEra }, (_, at) => {
      const random = new Random(1000 * (place + 1) + at);
      const isFaulty = isAtLeast(era, '0.4') && at % perMistake === perMistake - 1;
      const mistake = isFaulty ? Math.floor((perEra * place + at) / perMistake) : undefined;
      const number = String(at + 1).padStart(2, '0');
      const whole = content(era, random, mistake);
      return { file: `generated/${era}-${number}.yaml`, text: written(whole, randomStyle(random), random) };
    }),
  );
}
