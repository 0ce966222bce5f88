/** A port behind a check, so that what must not touch a machine cannot, whichever way it comes. */

/**
 * Gives a machine or keeper whose every method first calls `check` and rejects with what that throws; nothing of the
 * other one is then called. What is no method stays readable, and `dispose` stays a plain call.
 */
export function guarded<T extends object>(port: T, check: () => void): T {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      if (key === 'dispose') return (): unknown => Reflect.apply(member, target, []) as unknown;
      return async (...args: unknown[]): Promise<unknown> => {
        check();
        return await (Reflect.apply(member, target, args) as unknown);
      };
    },
  });
}
