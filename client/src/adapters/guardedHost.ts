/** A host behind a check, so that what must not touch the machine cannot, whichever way it comes. */
import type { Host } from '../core/machine/host';

/**
 * Gives a host whose every method first calls `check` and rejects with what that throws; nothing of the other host is
 * then called. `name` stays readable.
 */
export function guardedHost(host: Host, check: () => void): Host {
  return new Proxy(host, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        check();
        return await (Reflect.apply(member, target, args) as unknown);
      };
    },
  });
}
