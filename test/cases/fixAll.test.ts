/** Fix-all ends where nothing certain is left: for each case, and for what it shows of the version that it is for. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { applyEdits } from '../../server/src/document/edits/applyEdits';
import { ofProgram } from '../../server/src/document/edits/trial';
import { certainEdits } from '../../server/src/features/codeActions/certainEdits';
import { fixAll } from '../../server/src/features/codeActions/fixAll';
import { checkParts, partsOf } from './checkText';
import { withoutMarks } from './marks';

const here = import.meta.dirname;

/** The parts of a case, each with what fix-all makes of it where the others stay. */
function fixed(marked: string): string[] {
  const parts = partsOf(withoutMarks(marked));
  return parts.flatMap((part, index) => {
    const analysis = checkParts(parts)[index]?.analysis;
    if (analysis === undefined) return [];
    const text = applyEdits(part.text, fixAll(analysis, ofProgram));
    const after = checkParts(parts.with(index, { ...part, text }))[index]?.analysis;
    return after === undefined ? [] : applyEdits(text, certainEdits(after)) === text ? [] : [text];
  });
}

it('leaves nothing certain in any case', () => {
  const files = globSync('rules/*/{err,ok}/*.yaml', { cwd: here }).sort();
  expect(files.length).toBeGreaterThan(800);
  expect(files.filter(file => fixed(readFileSync(join(here, file), 'utf8')).length > 0)).toEqual([]);
});
