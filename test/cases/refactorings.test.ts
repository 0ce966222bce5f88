/** Refactorings at every line of all texts: what must mean the same does, comments stay, and nothing new is wrong. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { meaningOf } from '../../server/src/document/format/meaning';
import { nodeAtPath } from '../../server/src/document/tree/locate';
import { createAnalyzer } from '../../server/src/analysis/analysis';
import { refactorings } from '../../server/src/features/refactorings/refactorings';
import { english } from '../../server/src/text/text';
import { applyEdits } from '../../server/src/document/edits/applyEdits';
import { configurations } from '../configs/configurations';

const root = join(import.meta.dirname, '../..');
const texts = configurations(root, '{examples/**,test/cases/rules/*/ok}/*.yaml');
const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const analyze = (text: string) => analyzer.config({ uri: 'file:///a/server_config.yaml', text }, {});
const comments = (text: string) => [...text.matchAll(/(?:^|\s)(#.*)$/gm)].map(([, each]) => each).sort();

it('keep comments and meaning', { timeout: 180_000 }, () => {
  const seen = new Map<string, number>();
  for (const { file, text } of texts) {
    const analysis = analyze(text);
    const done = new Set<string>();
    for (const [line, source] of text.split('\n').entries()) {
      // Beginnings of applications and blocks; what is in a block offers the same as its key.
      if (!/^applications|^ +- name:|:\s*(?:#.*)?$/.test(source)) continue;
      for (const { title, edits } of refactorings(analysis, { line, character: source.length }, false)) {
        const name = english(title);
        const after = applyEdits(text, edits);
        if (done.has(after)) continue;
        done.add(after);
        const kind = name.split(' ')[0] ?? '';
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        const now = analyze(after);
        expect(now.document.problems, `${name} in ${file}`).toEqual([]);
        expect(comments(after), `${name} in ${file}`).toEqual(comments(text));
        const [before, behind] = [analysis, now].map(({ document }) => {
          const list = nodeAtPath(document.root, ['applications']);
          return list?.kind === 'sequence' ? list.items.map(meaningOf) : [];
        });
        if (kind === 'Write') expect(behind, `${name} in ${file}`).toEqual(before);
        if (kind === 'Sort') {
          expect(behind?.toSorted(), `${name} in ${file}`).toEqual(before?.toSorted());
          expect(now.findings.map(({ code }) => code)).not.toContain('application-order');
        }
        if (kind === 'Add') {
          expect(behind?.filter(each => before?.includes(each))).toHaveLength(before?.length ?? 0);
          const codes = new Set(analysis.findings.map(({ code }) => code));
          const worse = now.findings.filter(({ code, severity }) => severity !== 'hint' && !codes.has(code));
          expect(worse.map(({ code }) => code), `${name} in ${file}\n${after}`).toEqual([]);
        }
      }
    }
  }
  expect(seen.get('Add')).toBeGreaterThan(20);
  expect(seen.get('Write')).toBeGreaterThan(20);
  expect(seen.get('Sort')).toBeGreaterThan(4);
});
