import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Polls until `probe` gives something that is not undefined, false or null.
 * @param what in words, for the error
 * @param timeoutMs milliseconds
 */
export async function until<T>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<T | undefined | false | null> | T | undefined | false | null,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const result = await probe();
    if (result !== undefined && result !== false && result !== null) return result;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs / 1000} s for ${what}.`);
    await sleep(100);
  }
}
