/** Findings of stage `load` mean that the loader of the version rejects the file, and their absence that it accepts it. */
import { describe, expect, it } from 'vitest';
import { configurations } from '../configs/configurations';
import { root } from '../lsp/exampleFiles';
import { compared, inWords, type Comparison } from './compare';
import { mutants, sources, type MutantKind } from './sources';
import { comparedValues } from './values';
import { loaderAnswers, loaderVersions, type Answer, type LoaderVersion } from './verdicts';

const seed = Number(process.env['TWINKLE_TEST_SEED'] ?? 20261123);
const count = Number(process.env['TWINKLE_TEST_MUTANTS'] ?? 1500);
const from = sources(root);

interface Measured {
  readonly texts: readonly string[];
  readonly answers: readonly Answer[];
  /** Of each version. */
  readonly comparisons: Readonly<Record<LoaderVersion, readonly Comparison[]>>;
}

/** All versions are asked at once, since that takes hardly longer than one. */
async function measure(kind: MutantKind): Promise<Measured> {
  const texts = mutants(kind, from, count, seed);
  const answers = await loaderAnswers(texts);
  const all = answers.map((answer, index) => compared(texts[index] ?? '', answer, loaderVersions));
  const of = (version: LoaderVersion): Comparison[] =>
    all.flatMap(each => each[loaderVersions.indexOf(version)] ?? []);
  return {
    texts,
    answers,
    comparisons: { '0.4.0': of('0.4.0'), '0.5.0': of('0.5.0'), '0.5.1': of('0.5.1') },
  };
}

const measured = new Map<MutantKind, Promise<Measured>>();
const measuredOnce = (kind: MutantKind): Promise<Measured> => {
  const running = measured.get(kind) ?? measure(kind);
  measured.set(kind, running);
  return running;
};

async function comparisons(kind: MutantKind, version: LoaderVersion): Promise<readonly Comparison[]> {
  const all = (await measuredOnce(kind)).comparisons[version];
  expect(all).toHaveLength(count);
  // A generator that makes only bad files, or only good ones, would prove nothing.
  const accepted = all.filter(({ loader }) => loader === undefined).length;
  expect(Math.min(accepted, all.length - accepted)).toBeGreaterThan(all.length / 20);
  return all;
}

/** What a failure shows. */
const shown = ({ text, outcome, loader, ours }: Comparison): unknown => ({
  text,
  outcome,
  loader,
  ours: ours.errors.map(inWords),
});

function expectSameFields(all: readonly Comparison[]): void {
  const named = all.filter(({ sameField }) => sameField !== undefined);
  const others = named.filter(({ sameField }) => sameField === false);
  if (others.length > named.length / 100) expect(others.map(shown)).toEqual([]);
}

describe.each(loaderVersions)('twinkle-kit %s', version => {
  it('agrees with the loader about changes of structure, and about what is wrong', async () => {
    const all = await comparisons('structural', version);
    expect(all.filter(({ outcome }) => outcome !== 'agreed').map(shown)).toEqual([]);
    expectSameFields(all);
  });

  it('rejects no text that the loader accepts, and misses hardly any', async () => {
    const all = await comparisons('textual', version);
    expect(all.filter(({ outcome }) => outcome === 'false rejection').map(shown)).toEqual([]);
    const missed = all.filter(({ outcome }) => outcome === 'missed');
    if (missed.length > all.length / 200) expect(missed.map(shown)).toEqual([]);
    expectSameFields(all);
  });
});

it.each(['structural', 'textual'] as const)('reads the values that the loader reads: %s', async kind => {
  const { texts, answers } = await measuredOnce(kind);
  const seen = { same: 0, open: 0 };
  const different: unknown[] = [];
  for (const [index, { value }] of answers.entries()) {
    const text = texts[index] ?? '';
    if (value === undefined) continue;
    const { difference, open } = comparedValues(text, value);
    if (difference === undefined) seen[open > 0 ? 'open' : 'same'] += 1;
    else different.push({ text, ...difference });
  }
  expect(different).toEqual([]);
  expect(seen.same).toBeGreaterThan(count / 4);
  expect(seen.open).toBeLessThan(seen.same / 10);
});

it('agrees with the loaders about all configurations', async () => {
  const all = configurations(root, 'examples/**/server_config*.yaml');
  const answers = await loaderAnswers(all.map(({ text }) => text));
  const results = answers.map((answer, index) => compared(all[index]?.text ?? '', answer, loaderVersions));
  const others = results.flatMap((of, index) =>
    of.filter(({ outcome }) => outcome !== 'agreed').map(each => [all[index]?.file, shown(each)]),
  );
  expect(others).toEqual([]);
  expectSameFields(results.flat());
  for (const [at, version] of loaderVersions.entries()) {
    const accepted = results.filter(of => of[at]?.loader === undefined).length;
    expect(accepted, version).toBeGreaterThan(50);
    expect(results.length - accepted, version).toBeGreaterThan(75);
  }
});
