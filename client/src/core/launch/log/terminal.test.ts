import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asShown } from './terminal';

describe('a line as a terminal shows it', () => {
  it.each([
    ['has no colors', '\u001b[36m(raylet)\u001b[0m up', '(raylet) up'],
    ['has no links and titles', '\u001b]8;;http://x\u0007word\u001b]8;;\u0007', 'word'],
    // tqdm writes the whole bar again behind each carriage return.
    ['shows the last state of a progress bar', '\r 10%|#   |\r 50%|##  |\r100%|####|', '100%|####|'],
    ['keeps what is not written over', 'loading weights\rdone   ', 'done    weights'],
    ['erases to the end of the line', 'loading weights\rdone\u001b[K', 'done'],
    ['erases the whole line', 'loading\u001b[2Kdone', 'done'],
    ['ends with a carriage return on Windows', 'word\r', 'word'],
    ['takes characters back', 'abc\b\bd', 'ad'],
  ])('%s', (_, line, shown) => {
    expect(asShown(line)).toBe(shown);
  });

  it('is the line itself where nothing is special, and never longer', () => {
    const parts = fc.constantFrom(
      'a',
      'bc',
      '\r',
      '\b',
      '\u001b[K',
      '\u001b[2K',
      '\u001b[31m',
      '\u001b',
      '你',
    );
    fc.assert(
      fc.property(fc.array(parts), all => {
        const line = all.join('');
        expect(asShown(line).length).toBeLessThanOrEqual(line.length);
        expect(asShown(line)).not.toMatch(/[\r\b\n]/);
      }),
    );
  });
});
