/** Many texts beside both loaders. */
import type { Judge } from './judge';
import { shrunk } from './shrink';
import { grammarTexts } from './texts';
import { compared, failures, type Compared, type Failure, type Verdict } from './verdict';

/** Texts that are judged while others are read. */
const batchSize = 500;

export interface Measured {
  readonly texts: number;
  readonly bothAccept: number;
  readonly bothRefuse: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Of those that the loaders read differently: where we agree with OmegaConf 2.4. */
  readonly agreesWithNewer: number;
  /** Of those that all refuse: where our first finding is at most one line from libyaml's, of how many. */
  readonly near: { readonly texts: number; readonly of: number };
  /** In the order of the texts. */
  readonly failed: readonly Compared[];
  /** All refuse, and our first finding is further from libyaml's place. */
  readonly far: readonly Compared[];
  /** Where the loaders differ, and we do not read as the one does that OmegaConf 2.4 uses. */
  readonly apart: readonly Compared[];
}

/** @param seed decides of all texts */
export async function measure(
  { count, seed }: { readonly count: number; readonly seed: number },
  judge: Judge,
): Promise<Measured> {
  const texts = grammarTexts(seed);
  const take = (length: number): string[] => Array.from({ length }, () => texts.next().value);
  const verdicts: Record<Verdict, number> = {
    agreed: 0,
    missed: 0,
    'false alarm': 0,
    'other value': 0,
    'loaders differ': 0,
    crashed: 0,
  };
  const seen = { bothAccept: 0, bothRefuse: 0, agreesWithNewer: 0 };
  const near = { texts: 0, of: 0 };
  const far: Compared[] = [];
  const failed: Compared[] = [];
  const apart: Compared[] = [];
  for (let left = count; left > 0; left -= batchSize) {
    const batch = take(Math.min(left, batchSize));
    for (const [index, judgement] of (await judge.judge(batch)).entries()) {
      const each = compared(batch[index] ?? '', judgement);
      verdicts[each.verdict] += 1;
      if (each.verdict === 'loaders differ') {
        if (each.agreesWithNewer === true) seen.agreesWithNewer += 1;
        else apart.push(each);
      } else seen[judgement.libyaml.error === undefined ? 'bothAccept' : 'bothRefuse'] += 1;
      if (each.linesApart !== undefined) {
        near.of += 1;
        if (each.linesApart <= 1) near.texts += 1;
        else far.push(each);
      }
      if (isFailure(each.verdict)) failed.push(each);
    }
  }
  return { texts: count, ...seen, verdicts, near, failed, far, apart };
}

const isFailure = (verdict: Verdict): verdict is Failure => failures.some(each => each === verdict);

export interface Group {
  readonly verdict: Verdict;
  readonly kind: string;
  readonly count: number;
  /** The shortest of them, made smaller. */
  readonly examples: readonly Compared[];
}

/** Failures by kind, the most frequent first, with a few examples each. */
export async function grouped(failed: readonly Compared[], judge: Judge, examples = 2): Promise<Group[]> {
  const groups = new Map<string, Compared[]>();
  for (const each of failed) {
    const name = `${each.verdict}: ${each.kind}`;
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  const sorted = [...groups.values()].sort((one, other) => other.length - one.length);
  const made: Group[] = [];
  for (const members of sorted) {
    const [first] = members;
    if (first === undefined) continue;
    const shortest = [...members]
      .sort((one, other) => one.text.length - other.text.length)
      .slice(0, examples);
    const small: Compared[] = [];
    for (const each of shortest) {
      const smaller = await shrunk(each, judge);
      if (!small.some(({ text }) => text === smaller.text)) small.push(smaller);
    }
    made.push({ verdict: first.verdict, kind: first.kind, count: members.length, examples: small });
  }
  return made;
}
