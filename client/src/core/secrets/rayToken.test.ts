import { expect, it } from 'vitest';
import { isSendableToken, olderTokenSecret, tokenSecret } from './rayToken';

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

it.each(['令牌', 'a\u200bb', 'a\nb', 'a\rb', 'a\0b', 'é', 'ab\n'])('refuses %j as a token', token => {
  expect(isSendableToken(token)).toBe(false);
});

it.each(['0123abcdef', 'a.b-c_d~e+f/g=', 'two words'])('takes %j as a token', token => {
  expect(isSendableToken(token)).toBe(true);
});
