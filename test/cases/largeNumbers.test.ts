/**
 * Numbers that no cluster has, in the place of each number of the examples of all rules: a check, its fixes and the
 * forecast come to an end, and nothing throws. One that counted them would not be done before the test is given up.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { forecastView } from '../../server/src/features/views/forecastView';
import { finish } from '../../server/src/placement/search/steps';
import { english } from '../../server/src/text/text';
import { checkParts, partsOf } from './checkText';

const root = join(import.meta.dirname, '../..');
const numbers = ['100000000000', '9007199254740991', '1e+300', '-100000000000'];

it.each(numbers)('%s in the place of any number is checked in no time', number => {
  let tried = 0;
  for (const name of globSync('test/cases/rules/*/{err,ok}/*.yaml', { cwd: root }).sort()) {
    const text = readFileSync(join(root, name), 'utf8');
    for (const { index, 0: found } of text.matchAll(/(?<=^[^#\n]*(?:: |\[|, ))\d+(?=\s*(?:[,\]}\n]|$))/gm)) {
      const changed = text.slice(0, index) + number + text.slice(index + found.length);
      for (const { analysis } of checkParts(partsOf(changed))) {
        for (const { fixes } of analysis.findings) fixes?.();
        if (analysis.kind === 'config') finish(forecastView(analysis, english));
      }
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(2000);
});
