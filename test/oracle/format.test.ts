/** What formatting and extracted anchors make of real texts is the same to the loader itself. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatEdits } from '../../server/src/document/format/format';
import { parseDocument } from '../../server/src/document/parse';
import { lineAt } from '../../server/src/document/positions';
import { extractAnchors } from '../../server/src/features/refactorings/extractAnchor';
import { applyEdits } from '../cases/applyEdits';
import { spoiled } from '../cases/spoiled';

const root = join(import.meta.dirname, '../..');
const corpus = join(root, '../shared/configs');

/** Texts before and after, of files that the loader reads. */
function* pairs(): Generator<[string, string]> {
  const files = [
    ...globSync('{examples/**,test/cases/rules/*/ok}/*.yaml', { cwd: root }).map(name => join(root, name)),
    ...(existsSync(corpus) ? globSync('*.yaml', { cwd: corpus }).map(name => join(corpus, name)) : []),
  ];
  for (const file of files.sort()) {
    const source = readFileSync(file, 'utf8');
    for (const text of [source, spoiled(source)]) {
      const document = parseDocument(text);
      const after = applyEdits(text, formatEdits(document, { tabSize: 2 }));
      if (after !== text) yield [text, after];
    }
    const document = parseDocument(source);
    for (const [at] of [...source.matchAll(/^ +\w+:$/gm)].map(
      ({ index, 0: line }) => [index + line.length] as const,
    )) {
      const edits = extractAnchors(document, { offset: at - 1, isAsked: true }).map(each => each.edits);
      for (const each of edits)
        if (lineAt(document, each[0]?.span.start ?? 0) === lineAt(document, at))
          yield [source, applyEdits(source, each)];
    }
  }
}

it('reads the same from texts that were formatted or given anchors', () => {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  if (python === undefined) throw new Error('TWINKLE_TEST_PYTHON is not set: run npm test');
  const all = [...pairs()];
  expect(all.length).toBeGreaterThan(300);
  const { stdout, stderr } = spawnSync(python, [join(import.meta.dirname, 'format.py')], {
    input: all.map(pair => JSON.stringify(pair)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const verdicts = stdout.trim().split('\n');
  expect(verdicts.length, stderr).toBe(all.length);
  const wrong = verdicts.flatMap((verdict, index) =>
    verdict === 'same' ? [] : [[verdict, ...(all[index] ?? [])]],
  );
  expect(wrong.slice(0, 3)).toEqual([]);
});
