/** Short texts over YAML's grammar: what both scanners of PyYAML refuse has a finding, what both accept has none, and is read alike. */
import { expect, it } from 'vitest';
import { Judge } from './judge';
import { known, mostUnknown } from './known';
import { grouped, measure } from './measure';
import { failures, type Compared } from './verdict';

const seed = Number(process.env['TWINKLE_TEST_SEED'] ?? 20261128);
const count = Number(process.env['TWINKLE_TEST_GRAMMAR'] ?? 20_000);

const isKnown = (failure: Compared): boolean => known.some(({ isMeant }) => isMeant(failure));

it('agrees with both loaders about texts over the grammar', async () => {
  using judge = new Judge();
  const { bothAccept, bothRefuse, failed, near } = await measure({ count, seed }, judge);
  // A generator that makes only bad texts, or only good ones, would prove nothing.
  expect(bothAccept).toBeGreaterThan(count / 4);
  expect(bothRefuse).toBeGreaterThan(count / 4);
  const unknown = failed.filter(each => !isKnown(each));
  for (const verdict of failures) {
    const all = unknown.filter(each => each.verdict === verdict);
    if (all.length <= mostUnknown[verdict]) continue;
    const groups = await grouped(all.slice(0, 60), judge, 1);
    const shown = groups.map(({ kind, examples: [example] }) => ({ verdict, kind, text: example?.text }));
    expect(shown, `${all.length} of ${count} texts`).toEqual([]);
  }
  expect(near.texts).toBeGreaterThan(near.of * 0.8);
});
