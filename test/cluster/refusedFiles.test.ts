/** Files that the launcher refuses before it looks for a cluster, beside the real one. No Ray is started. */
import { afterAll, describe, it } from 'vitest';
import { deployCases } from './support/ruleCases';
import { expectCase } from './support/ruleEnd';
import { RuleLab } from './support/ruleLab';
import { writtenCases } from './support/writtenCases';

const lab = new RuleLab();
afterAll(() => lab.dispose());

describe('the launcher refuses the file', () => {
  it.each([...deployCases, ...writtenCases].filter(({ end }) => end.by === 'loader'))('$mistake', ruleCase =>
    expectCase(lab, ruleCase),
  );
});
