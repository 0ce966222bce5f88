/**
 * Did-you-mean for what is typed: clients drop items whose label does not hold the typed letters in their order, so an
 * item that was meant and mistyped says that it is looked for by what is typed.
 */
import { nearestNames } from '../../strings/nearest';

export interface Meant {
  /** 0 where the client finds the name by itself; else the better, the smaller. */
  readonly distance: number;
  readonly filterText?: string;
}

/** For each of the names, how it is found by `typed`. */
export function meant(typed: string, names: readonly string[]): (name: string) => Meant {
  const word = typed.trim();
  if (word.length < 3) return () => ({ distance: 0 });
  const near = new Map(nearestNames(word, names).map(({ name, distance }) => [name, distance]));
  return name => {
    const distance = near.get(name);
    if (distance === undefined || holds(name, word)) return { distance: 0 };
    return { distance: distance + 1, filterText: word };
  };
}

/** True where the letters of a word occur in a name in their order, which is how editors filter. */
function holds(name: string, word: string): boolean {
  let at = 0;
  const lower = name.toLowerCase();
  for (const letter of word.toLowerCase()) {
    at = lower.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
