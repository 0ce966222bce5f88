/** Runs what takes long beside other requests. */
import type { Steps } from '../../../placement/search/steps';

/**
 * Milliseconds after which whatever has come in meanwhile is handled. A request that reads files takes several turns, and
 * waits for a slice at each of them.
 */
const slice = 3;

export interface Pauses {
  /** Calls back after the input that is already there has been handled: `setImmediate` or the like. */
  readonly defer: (callback: () => void) => void;
  /** Asked after each pause: true where nobody wants the answer any more. */
  readonly isOver: () => boolean | Promise<boolean>;
}

/** What the steps return; undefined where nobody wants it any more. */
export async function inSlices<T>(steps: Steps<T>, { defer, isOver }: Pauses): Promise<T | undefined> {
  for (;;) {
    const until = performance.now() + slice;
    do {
      const { done, value } = steps.next();
      if (done === true) return value;
    } while (performance.now() < until);
    await new Promise<void>(resolve => {
      defer(resolve);
    });
    if (await isOver()) return undefined;
  }
}
