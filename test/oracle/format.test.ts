/** What formatting and extracted anchors make of the texts is the same to the loader itself. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatEdits } from '../../server/src/document/format/format';
import { parseDocument } from '../../server/src/document/parse';
import { lineAt } from '../../server/src/document/tree/positions';
import { extractAnchors } from '../../server/src/features/refactorings/extractAnchor';
import { applyEdits } from '../../server/src/document/edits/applyEdits';
import { configurations } from '../configs/configurations';
import { spoiled } from '../cases/spoiled';
import { askPython } from './askPython';

const root = join(import.meta.dirname, '../..');

/** Texts before and after, of files that the loader reads. */
function* pairs(): Generator<[string, string]> {
  for (const { text: source } of configurations(root, '{examples/**,test/cases/rules/*/ok}/*.yaml')) {
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
  const all = [...pairs()];
  expect(all.length).toBeGreaterThan(300);
  const verdicts = askPython('format.py', all);
  const wrong = verdicts.flatMap((verdict, index) =>
    verdict === 'same' ? [] : [[verdict, ...(all[index] ?? [])]],
  );
  expect(wrong.slice(0, 3)).toEqual([]);
});
