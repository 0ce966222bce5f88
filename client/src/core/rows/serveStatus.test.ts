import { expect, it } from 'vitest';
import { statusText } from './serveStatus';
import { plain } from '../text/text';

it.each([
  ['DOWNSCALING', 'removing replicas'],
  ['PENDING_MIGRATION', 'moving to another node'],
  ['NEW_IN_A_LATER_RAY', 'new in a later ray'],
])('%s: %s', (status, words) => {
  expect(plain(statusText(status))).toBe(words);
});
