/** The fix of `older-file` on configurations of 0.1 to 0.3: what it makes of them is accepted, and nothing that people wrote is lost. */
import { expect, it } from 'vitest';
import { applyEdits } from '../../server/src/document/edits/applyEdits';
import type { Finding } from '../../server/src/document/tree/finding';
import { createAnalyzer } from '../../server/src/analysis/analysis';
import { configurations, nameOf } from '../configs/configurations';
import { root } from '../lsp/exampleFiles';
import { loaderVerdicts } from './verdicts';

/** Files of which only a person can say what is missing: `model_id` in two, what becomes of `model_cls` in two. */
const undecided = new Map([
  ['model-missing.yaml', ['applications', '1', 'model_id']],
  ['of-a-class.yaml', ['applications', '1', 'model_cls']],
  ['2ab358f0bdb0.yaml', ['applications', '1', 'model_id']],
  ['e191b98106dd.yaml', ['applications', '1', 'model_cls']],
]);

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});

function olderFile(text: string): Finding | undefined {
  const { findings } = analyzer.config({ uri: 'file:///server_config.yaml', text }, {});
  return findings.find(({ code }) => code === 'older-file');
}

const commentsOf = (text: string): string[] => text.split('\n').flatMap(line => /#.*/.exec(line)?.[0] ?? []);

it('brings them up to date, once and for all, with all their comments', async () => {
  const migrated = configurations(root).flatMap(each => {
    const { text } = each;
    const finding = olderFile(text);
    if (finding === undefined) return [];
    const name = nameOf(each);
    const [fix] = finding.fixes?.() ?? [];
    expect(fix, name).toBeDefined();
    return [{ name, text, after: applyEdits(text, fix?.edits ?? []) }];
  });
  expect(migrated.length).toBeGreaterThan(75);
  const verdicts = await loaderVerdicts(migrated.map(({ after }) => after));
  for (const [index, { name, text, after }] of migrated.entries()) {
    expect(verdicts[index]?.loc, name).toEqual(undecided.get(name));
    expect(verdicts[index] === undefined, name).toBe(!undecided.has(name));
    expect(
      commentsOf(text).filter(comment => !after.includes(comment)),
      name,
    ).toEqual([]);
    expect(olderFile(after), name).toBeUndefined();
  }
});
