/** 20,000 random edits of configurations; `npm run fuzz -- --edits N --seed S` for more. */
import { PartStart } from '../../server/src/document/tree/partSpan';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { analyzed, checkedEdit } from './check';
import { Random } from './random';
import { fuzz } from './run';
import { checkShortText } from './shortTexts';

const seed = Number(process.env['TWINKLE_TEST_SEED'] ?? 1);

it(`holds after 20,000 edits (seed ${seed})`, () => {
  const { failures, files } = fuzz({ edits: 20_000, seed, root: join(import.meta.dirname, '../..') });
  expect(files).toBeGreaterThan(50);
  expect(failures.map(({ file, edit, error, text }) => ({ file, edit, error: error.message, text }))).toEqual(
    [],
  );
});

it(`holds at each place of 500 short texts (seed ${seed})`, () => {
  const random = new Random(seed);
  let read = 0;
  for (let count = 0; count < 500; count += 1) if (checkShortText(random) !== undefined) read += 1;
  expect(read).toBeGreaterThan(100);
});

it('would report a tree that is not taken over as it should be', () => {
  const text = 'ray_namespace: a\napplications: []\n';
  const last = analyzed(text);
  // As if a part had not been moved with the text before it.
  const spoiled = last.document.parts.map(part => ({
    ...part,
    place: new PartStart(part.place.start),
  }));
  const wrong = { ...last, document: { ...last.document, parts: spoiled } };
  expect(() => checkedEdit(`# one more line\n${text}`, wrong)).toThrow(
    'the incremental tree is that of a fresh parse',
  );
});
