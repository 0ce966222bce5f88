import { describe, expect, it } from 'vitest';
import { readRedisUrl } from './redisUrl';

describe('readRedisUrl', () => {
  it.each([
    ['redis://localhost:6379/0', 'localhost', false],
    ['redis://:secret@10.0.0.1:6379/0', '10.0.0.1', true],
    ['rediss://user:secret@cache/0', 'cache', true],
    ['redis://user@cache', 'cache', false],
    ['redis://[::1]:6379', '::1', false],
    ['redis://:@cache', 'cache', false],
    ['redis:///0', 'localhost', false],
  ])('%s', (url, host, hasPassword) => {
    expect(readRedisUrl(url)).toEqual({ host, hasPassword });
  });

  it.each(['unix:///tmp/redis.sock', 'cache:6379', ''])('is nothing for %j', url => {
    expect(readRedisUrl(url)).toBeUndefined();
  });
});
