/** The smallest text that fails in the same way. */
import type { Judge } from './judge';
import { compared, type Compared } from './verdict';

/** Rounds of one text: a text of 20 lines is at its end after some ten. */
const mostRounds = 60;

/**
 * Takes away lines, runs of characters and characters, and puts plain words for others, while what is left fails in the
 * same way.
 *
 * @param failure of a text; its verdict and kind are kept
 */
export async function shrunk(failure: Compared, judge: Judge): Promise<Compared> {
  let smallest = failure;
  for (let round = 0; round < mostRounds; round += 1) {
    const candidates = [...new Set(smaller(smallest.text))];
    const judgements = await judge.judge(candidates);
    const next = candidates
      .map((text, index) => {
        const judgement = judgements[index];
        return judgement && compared(text, judgement);
      })
      .find(each => each && isAlike(each, failure));
    if (next === undefined) return smallest;
    smallest = next;
  }
  return smallest;
}

const isAlike = (one: Compared, other: Compared): boolean =>
  one.verdict === other.verdict && one.kind === other.kind && one.agreesWithNewer === other.agreesWithNewer;

/** The boldest first. Each is shorter, or as long with fewer characters that are no plain letter. */
function* smaller(text: string): Generator<string> {
  const lines = text.split(/(?<=\n)/);
  for (let run = lines.length >> 1; run >= 1; run >>= 1)
    for (let at = 0; at + run <= lines.length; at += run) yield lines.toSpliced(at, run).join('');
  for (let run = Math.min(64, text.length >> 1); run >= 1; run >>= 1)
    for (let at = 0; at + run <= text.length; at += run) yield text.slice(0, at) + text.slice(at + run);
  for (const [{ length }] of text.matchAll(/(?<=^|\n) +/g))
    yield text.replaceAll(new RegExp(`(?<=^|\\n) {${length}}`, 'g'), '');
  for (const { index, 0: char } of text.matchAll(/[^a \n]/gu))
    yield `${text.slice(0, index)}a${text.slice(index + char.length)}`;
}
