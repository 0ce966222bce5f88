/**
 * 10,000 random edits of configurations, and moreEdits.test.ts as many; `npm run fuzz -- --edits N --seed S` for others.
 */
import { PartStart } from '../../server/src/document/tree/partSpan';
import { expect, it } from 'vitest';
import { analyzed, checkedEdit } from './check';
import { itHoldsAfterEdits, seed } from './itHolds';

itHoldsAfterEdits(seed);

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
