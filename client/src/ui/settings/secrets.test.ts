import { expect, it } from 'vitest';
import { tokenSecret } from '../../core/secrets/rayToken';
import { Secrets } from './secrets';

it("takes a token of an older version until there is one of this machine's own, and changes none of another", async () => {
  const kept = new Map([[tokenSecret('/w/c.yaml', undefined), 'old']]);
  const secrets = new Secrets({
    get: name => Promise.resolve(kept.get(name)),
    store: (name, value) => {
      kept.set(name, value);
      return Promise.resolve();
    },
    delete: name => {
      kept.delete(name);
      return Promise.resolve();
    },
  });
  const [a, b] = [tokenSecret('/w/c.yaml', 'a'), tokenSecret('/w/c.yaml', 'b')];
  expect(await secrets.get(a)).toBe('old');
  await secrets.set(b, 'new');
  expect(await secrets.get(a)).toBe('old');
  expect(await secrets.get(b)).toBe('new');
  expect(await secrets.get(tokenSecret('/w/d.yaml', 'a'))).toBeUndefined();
  await secrets.remove(b);
  expect(await secrets.get(b)).toBe('old');
});
