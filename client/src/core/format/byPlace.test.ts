import { expect, it } from 'vitest';
import { byPlace } from './byPlace';

it('has the plain name before its variants, in each folder, and the nearest folder first', () => {
  const ordered = [
    '/w/server_config.yaml',
    '/w/server_config-4e4t.yaml',
    '/w/server_config_b.yml',
    '/w/a/server_config.yml',
    '/w/a/server_config 2.yaml',
    '/w/b/server_config.yaml',
    '/w/a/c/server_config.yaml',
  ];
  expect(ordered.toReversed().sort(byPlace)).toEqual(ordered);
  expect(ordered.toSorted(byPlace)).toEqual(ordered);
});
