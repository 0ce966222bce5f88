/** Formatting over all texts that there are: it moves blanks and line breaks only, keeps the meaning, and is at its end after once. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatEdits, layoutEdits } from '../../server/src/document/format/format';
import { isSameMeaning } from '../../server/src/document/format/meaning';
import { parseDocument } from '../../server/src/document/parse';
import { applyEdits } from '../../server/src/document/edits/applyEdits';
import { configurations } from '../configs/configurations';
import { spoiled } from './spoiled';

const root = join(import.meta.dirname, '../..');
const texts = configurations(root, '{examples,test/cases}/**/*.y{a,}ml');
const written = (text: string) => text.replace(/[ \t\r\n]+/g, '');

describe.each([
  [2, (text: string) => [text, text.replaceAll('\n', '\r\n'), spoiled(text)]],
  [4, (text: string) => [spoiled(text)]],
])('formatted to %i columns', (tabSize, variants) => {
  it('all files mean what they meant', { timeout: 180_000 }, () => {
    let changed = 0;
    let sound = 0;
    for (const { file, text: source } of texts) {
      for (const text of variants(source)) {
        const document = parseDocument(text);
        if (document.problems.length > 0) {
          expect(formatEdits(document, { tabSize }), file).toEqual([]);
          continue;
        }
        sound += 1;
        // As they are made, without the look at the result that would hold them back.
        const edits = layoutEdits(document, tabSize);
        expect(isSameMeaning(document, edits), file).toBe(true);
        const after = applyEdits(text, edits);
        expect(written(after), file).toBe(written(text));
        expect(formatEdits(parseDocument(after), { tabSize }), file).toEqual([]);
        if (after !== text) changed += 1;
        for (const line of after.split(/\r?\n/)) if (!/[|>"']/.test(after)) expect(line, file).not.toMatch(/\s$/);
      }
    }
    expect(sound).toBeGreaterThan(300);
    expect(changed).toBeGreaterThan(sound / 3);
  });
});
