/** Tokens in any order, in few lines. */
import type { Random } from '../random';
import {
  any,
  below,
  chance,
  comments,
  documentMarks,
  doubleQuoted,
  headers,
  indicators,
  keys,
  lineEnds,
  oddCharacters,
  properties,
  singleQuoted,
  words,
} from './tokens';

type Maker = (random: Random) => string;

const from =
  (list: readonly string[]): Maker =>
  random =>
    any(list, random);

/** Those that are there several times come more often. */
const makers: readonly Maker[] = [
  from(words), from(words), from(['a', 'b', 'x']), from(['a', 'b', 'x']),
  random => `${any(keys, random)}:`, random => `${any(['a', 'b', 'c', 'd'], random)}: `, random => `${any(['a', 'b', 'c', 'd'], random)}:`,
  from(['- ', '- ', '-', '-\t', '? ', '?', ': ', ':', ' :']), from(['- ', '? ', ': ']),
  from(indicators), from(indicators), from(['[', ']', '{', '}', ',', ', ']), from(['[', ']', '{', '}', ',', ', ']),
  from(doubleQuoted), from(singleQuoted), from(properties), from(comments), from(headers), from(['*r', '*r ', '&r ', '*s', '*nothing', '*']),
  from(oddCharacters), from(documentMarks), from([' ', '  ', '\t', ' \t']), from(['<<: *r', '<<: ', '= ', '???']),
]; // prettier-ignore

export function soupText(random: Random): string {
  const lines = 1 + below(chance(0.7, random) ? 4 : 8, random);
  const ordinary = chance(0.8, random);
  let text = chance(0.03, random) ? '\ufeff' : '';
  for (let line = 0; line < lines; line += 1) {
    text += ' '.repeat([0, 0, 0, 1, 2, 2, 3, 4, 6][below(9, random)] ?? 0);
    const tokens = 1 + below(4, random);
    for (let token = 0; token < tokens; token += 1) {
      text += makers[below(makers.length, random)]?.(random) ?? '';
      if (chance(0.3, random)) text += ' ';
    }
    const isLast = line === lines - 1;
    if (!isLast || chance(0.7, random)) text += ordinary ? '\n' : any(lineEnds, random);
  }
  return text;
}
