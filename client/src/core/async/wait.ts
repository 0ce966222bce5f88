/** Waits that end: each has a limit in time and can be aborted. */

/** For what must be completed once it has begun, such as recording what was started. */
export const never: AbortSignal = new AbortController().signal;

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}

/** Resolves after `ms` milliseconds. Rejects with the signal's reason when it is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/**
 * Asks again and again until there is a value. Undefined when `limitMs` milliseconds have passed; the last attempt is
 * made after them, so that a slow machine gets a true answer. Rejects with the signal's reason when it is aborted.
 */
export async function poll<T>(
  attempt: () => Promise<T | undefined>,
  { everyMs, limitMs, signal }: { everyMs: number; limitMs: number; signal: AbortSignal },
): Promise<T | undefined> {
  const end = Date.now() + limitMs;
  for (;;) {
    signal.throwIfAborted();
    const late = Date.now() >= end;
    const value = await attempt();
    if (value !== undefined || late) return value;
    await sleep(everyMs, signal);
  }
}

/** The promise's value; rejects at once with the signal's reason when it is aborted. The promise itself goes on. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

/** The promise's value, or undefined when `limitMs` have passed. Rejects with the signal's reason when it is aborted. */
export async function within<T>(
  promise: Promise<T>,
  limitMs: number,
  signal: AbortSignal,
): Promise<{ readonly value: T } | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([
      promise.then(value => ({ value })),
      sleep(limitMs, AbortSignal.any([signal, over.signal])).then(() => undefined),
    ]);
  } finally {
    over.abort();
  }
}
