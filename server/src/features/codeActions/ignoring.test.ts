import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createAnalyzer } from '../../analysis/analysis';
import { applyEdits } from '../../document/edits/applyEdits';
import { ignoring } from './ignoring';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const root = join(import.meta.dirname, '../../../..');
const analyze = (text: string) => analyzer.config({ uri: 'file:///server_config.yaml', text }, {});

it(
  'silences each finding of each case that it is offered for, and breaks nothing',
  { timeout: 60_000 },
  () => {
    let silenced = 0;
    for (const file of globSync('test/cases/rules/*/err/*.yaml', { cwd: root })) {
      const text = readFileSync(join(root, file), 'utf8');
      const { document, findings } = analyze(text);
      for (const finding of findings) {
        const edit = ignoring(document, finding);
        if (edit === undefined) continue;
        const after = analyze(applyEdits(text, [edit]));
        expect(after.document.problems.length, file).toBe(document.problems.length);
        const left = after.findings.filter(({ code }) => code === finding.code).length;
        expect(left, `${finding.code} in ${file}`).toBeLessThan(
          findings.filter(({ code }) => code === finding.code).length,
        );
        expect(
          after.findings.map(({ code }) => code),
          file,
        ).not.toContain('unused-suppression');
        silenced += 1;
      }
    }
    expect(silenced).toBeGreaterThan(80);
  },
);

it('is not offered where a comment cannot stand', () => {
  const { document, findings } = analyze('applications: [\n');
  expect(findings.map(finding => ignoring(document, finding))).toEqual(findings.map(() => undefined));
  expect(findings.length).toBeGreaterThan(0);
});
