/** Did-you-mean: which of the known names a mistyped one is nearest to. */
import { commonEnd, commonStart } from './commonEnds';

export interface Candidate {
  readonly name: string;
  /** 0 for the same name in another spelling (case, `-` for `_`), then the number of edits. */
  readonly distance: number;
}

/** The known names that may have been meant, nearest first; those of one distance in the order given. */
export function nearestNames(word: string, names: Iterable<string>): Candidate[] {
  const wanted = spelled(word);
  const candidates: Candidate[] = [];
  for (const name of names) {
    const distance = distanceBetween(wanted, known(name));
    if (distance !== undefined && name !== word) candidates.push({ name, distance });
  }
  return candidates.sort((one, other) => one.distance - other.distance);
}

/** The one name that is nearer than all others, or undefined where none or several might have been meant. */
export function clearlyNearest(word: string, names: Iterable<string>): string | undefined {
  const [first, second] = nearestNames(word, names);
  if (first === undefined) return undefined;
  return second === undefined || first.distance + 1 <= second.distance ? first.name : undefined;
}

/** A name as it is compared. */
interface Spelled {
  /** Without case and with one kind of separator: `maxLoras`, `max-loras` and `max_loras` are one. */
  readonly text: string;
  /** A bit for each letter that is in it. */
  readonly letters: number;
}

function spelled(name: string): Spelled {
  const text = name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[-.\s]+/g, '_')
    .toLowerCase();
  let letters = 0;
  for (let index = 0; index < text.length && letters !== -1; index += 1)
    letters |= 1 << (text.charCodeAt(index) & 31);
  return { text, letters };
}

/** The names of fields come again and again; those that a file makes up do not matter. */
const spellings = new Map<string, Spelled>();
const mostSpellings = 2000;

function known(name: string): Spelled {
  let spelling = spellings.get(name);
  if (spelling === undefined) {
    spelling = spelled(name);
    if (spellings.size >= mostSpellings) spellings.clear();
    spellings.set(name, spelling);
  }
  return spelling;
}

function distanceBetween(
  { text: word, letters }: Spelled,
  { text: name, letters: others }: Spelled,
): number | undefined {
  if (word === name) return 0;
  if (word === '') return undefined;
  if (sameWords(word, name)) return 1;
  // A name of up to two letters has too many neighbors for an edit to mean anything.
  const limit = Math.min(3, Math.floor((Math.max(word.length, name.length) + 1) / 3));
  // An edit brings in or takes out one letter at most, so that many are needed.
  const fewest = Math.max(
    Math.abs(word.length - name.length),
    ones(letters & ~others),
    ones(others & ~letters),
  );
  const edits = fewest > limit ? undefined : editDistance(word, name, limit);
  if (edits !== undefined) return edits;
  const isPart = word.length >= 3 && (name.startsWith(word) || (name.length >= 3 && word.startsWith(name)));
  return isPart ? 4 : undefined;
}

/** How many bits of a number are set. */
function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** True for `size_dp` and `dp_size`. */
function sameWords(word: string, name: string): boolean {
  if (word.length !== name.length || !word.includes('_')) return false;
  return word.split('_').sort().join('_') === name.split('_').sort().join('_');
}

/**
 * Insertions, deletions, replacements and exchanges of two neighbors that make one text of the other (optimal string
 * alignment), or undefined above `limit`.
 */
function editDistance(word: string, name: string, limit: number): number | undefined {
  const [one, other] = withoutCommonEnds(word, name);
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let best = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
      );
      const exchanged =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (exchanged) best = Math.min(best, at(before, column - 2) + 1);
      current.push(best);
    }
    if (Math.min(...current) > limit && Math.min(...last) > limit) return undefined;
    before = last;
    last = current;
  }
  const distance = at(last, other.length);
  return distance <= limit ? distance : undefined;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/** What is left of two texts without the beginning and the end that they share, which no edit touches. */
function withoutCommonEnds(one: string, other: string): [string, string] {
  const start = commonStart(one, other);
  const end = commonEnd(one, other, Math.min(one.length, other.length) - start);
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
}
