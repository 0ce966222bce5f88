import { expect, it } from 'vitest';
import { durationOf } from './durations';

it.each<[number, string, string | undefined]>([
  [30, 's', undefined],
  [120, 's', '2 min'],
  [150, 's', '2 min 30 s'],
  [1800, 's', '30 min'],
  [5400, 's', '1 h 30 min'],
  [86_400, 's', '1 d'],
  [90_061, 's', undefined],
  [120.5, 's', undefined],
  [30_000, 'ms', '30 s'],
  [120_000, 'ms', '2 min'],
  [250, 'ms', undefined],
  [1800, 'tokens', undefined],
])('%s %s is %s', (value, unit, words) => {
  expect(durationOf(value, unit)).toBe(words);
});
