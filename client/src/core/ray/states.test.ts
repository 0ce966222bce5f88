import { expect, it } from 'vitest';
import { plain } from '../text/text';
import { namedState, stateText } from './states';

it.each([
  ['DOWNSCALING', 'removing replicas', 'removing replicas (DOWNSCALING)'],
  ['PENDING_MIGRATION', 'moving to another node', 'moving to another node (PENDING_MIGRATION)'],
  ['NEW_IN_A_LATER_RAY', 'new in a later ray', 'NEW_IN_A_LATER_RAY'],
])('%s: %s', (state, words, named) => {
  expect(plain(stateText(state))).toBe(words);
  expect(plain(namedState(state))).toBe(named);
});
