/** What rules need of the address of a Redis. The password itself is never taken out of it. */
export interface RedisAddress {
  readonly host: string;
  readonly hasPassword: boolean;
}

/** Undefined for what is no address of a host, such as a socket's path. Form: redis.asyncio `from_url`, redis 8.1.0. */
export function readRedisUrl(url: string): RedisAddress | undefined {
  const match = /^rediss?:\/\/(?:([^@/?#]*)@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(url);
  if (match === null) return undefined;
  const [, user, host = ''] = match;
  const bare = host.replace(/^\[|\]$/g, '');
  // redis-py takes localhost where no host is written.
  return { host: bare === '' ? 'localhost' : bare, hasPassword: /:./.test(user ?? '') };
}
