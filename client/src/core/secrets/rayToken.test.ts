import { expect, it } from 'vitest';
import { olderTokenSecret, tokenSecret } from './rayToken';

it('names the token of each machine, and of each file', () => {
  const names = ['a', 'b'].flatMap(machine =>
    ['/w/c.yaml', '/x/c.yaml'].map(file => tokenSecret(file, machine)),
  );
  expect(new Set(names).size).toBe(4);
});

it('knows under which name an older version kept it', () => {
  expect(olderTokenSecret(tokenSecret('/w/a:b.yaml', 'node-1.lab'))).toBe('ray-token:/w/a:b.yaml');
  expect(olderTokenSecret('ray-token:/w/a:/b.yaml')).toBeUndefined();
  expect(olderTokenSecret('other')).toBeUndefined();
});
