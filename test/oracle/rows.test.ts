/**
 * Each row of what is known of the dialect, in a real file in the place of a value, a key or the whole: verdict and
 * value as the installed OmegaConf gives them, and a warning where OmegaConf 2.3.0 refuses what 2.4 reads.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { TreeNode } from '../../server/src/document/tree/tree';
import { createAnalyzer } from '../../server/src/analysis/analysis';
import { readAsLoader } from './compare';
import { rows } from './rows';
import { comparedValues } from './values';
import { loaderAnswers, type Answer } from './verdicts';

/** Short, since OmegaConf 2.3 reads with Python's own scanner. */
const real = `# A gateway alone
http_options:
  port: 8000 # the default
applications:
  - name: server
    import_path: server
    route_prefix: /api/v1
    args: {supported_models: [Qwen/Qwen3-4B]}
`;
const cases = Object.entries(rows).flatMap(([section, texts]) =>
  texts(real).map((text, index) => ({
    section,
    name: `${section} ${index}: ${JSON.stringify(text.slice(-90))}`,
    text,
  })),
);

let newer: readonly Answer[] = [];
let older: readonly Answer[] = [];
beforeAll(async () => {
  const texts = cases.map(({ text }) => text);
  newer = await loaderAnswers(texts, { versions: [] });
  older = await loaderAnswers(texts, { versions: [], omegaconf: '2.3.0' });
});

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});

/** Rows of which we know that we say something else, or nothing: see docs/rules and the reasons here. */
const isKnownMiss = (text: string): boolean =>
  // A tag without a name.
  /!<> x$/m.test(text);

/** What is no mapping is refused by twinkle-kit. */
const readable = (answer: Answer | undefined): boolean => answer?.value !== undefined;

const isNull = (node: TreeNode): boolean => node.kind === 'scalar' && node.value === null;

describe('verdicts', () => {
  it('are those of OmegaConf 2.4', () => {
    const different = cases.flatMap(({ name, text }, index) => {
      const { root, problems } = readAsLoader(text);
      const isRead = problems.length === 0 && (root === undefined || root.kind === 'mapping' || isNull(root));
      return isRead === readable(newer[index]) || isKnownMiss(text)
        ? []
        : [{ name, loader: newer[index]?.error ?? 'accepted', ours: problems[0]?.message.template }];
    });
    expect(different).toEqual([]);
  });

  it('go with the values of OmegaConf 2.4', () => {
    const different = cases.flatMap(({ name, text }, index) => {
      const value = newer[index]?.value;
      // What a whole file in quotes holds has no place in the text.
      const isOneText = readAsLoader(text).root === undefined && /^["|]/.test(text);
      const difference =
        value === undefined || isOneText || isKnownMiss(text)
          ? undefined
          : comparedValues(text, value).difference;
      return difference === undefined ? [] : [{ name, ...difference }];
    });
    expect(different).toEqual([]);
    expect(newer.filter(readable).length).toBeGreaterThan(cases.length / 4);
  });

  it('of OmegaConf 2.3 alone are warnings, and no more of them than it gives', () => {
    const different = cases.flatMap(({ name, text }, index) => {
      if (!readable(newer[index])) return [];
      const { findings } = analyzer.config({ uri: 'file:///server_config.yaml', text }, {});
      const warned = findings.some(({ code }) => code === 'older-omegaconf' || code === 'tab-in-line');
      return warned === !readable(older[index])
        ? []
        : [{ name, older: older[index]?.error ?? 'accepted', warned }];
    });
    expect(different).toEqual([]);
  });
});
