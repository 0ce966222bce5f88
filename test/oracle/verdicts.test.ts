/** Findings of stage `load` mean that the loader of the version rejects the file, and their absence that it accepts it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../lsp/exampleFiles';
import { compared, inWords, ownVerdict, type Comparison } from './compare';
import { mutants, sources, type MutantKind } from './sources';
import { loaderVerdicts, loaderVersions, type LoaderVersion } from './verdicts';

const seed = Number(process.env['TWINKLE_TEST_SEED'] ?? 20261123);
const count = Number(process.env['TWINKLE_TEST_MUTANTS'] ?? 500);
const from = sources(root);
const realFiles = join(root, '..', 'shared', 'configs');

async function comparisons(kind: MutantKind, version: LoaderVersion): Promise<Comparison[]> {
  const texts = mutants(kind, from, count, seed);
  const verdicts = await loaderVerdicts(texts, { version });
  // A generator that makes only bad files, or only good ones, would prove nothing.
  const accepted = verdicts.filter(verdict => verdict === undefined).length;
  expect(Math.min(accepted, texts.length - accepted)).toBeGreaterThan(texts.length / 20);
  return texts.map((text, index) => compared(text, verdicts[index], version));
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

it('agrees with the recorded verdicts about real files', context => {
  const file = join(realFiles, 'verdicts.json');
  if (!existsSync(file)) {
    context.skip(`${file} is not here: the examples alone have been compared.`);
    return;
  }
  const recorded = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, unknown[] | string>
  >;
  const different = Object.entries(recorded).flatMap(([name, versions]) => {
    const text = readFileSync(join(realFiles, name), 'utf8');
    return Object.entries(versions).flatMap(([version, errors]) => {
      const { first } = ownVerdict(text, version);
      return (errors === 'ok') === (first === undefined)
        ? []
        : [{ name, version, errors, mine: first && inWords(first) }];
    });
  });
  expect(different).toEqual([]);
});
