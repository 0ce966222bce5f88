/** Searches in small steps, so that who runs them can do something else in between, or give up. */

/** Yields after each step of a few hundred microseconds at most, and returns the answer. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Goes through all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * What a search may still do, in looks at a kind of room: about ten million of them take a second. Counted and not
 * timed, so that an answer is the same on each machine and at each key press.
 */
export class Work {
  constructor(private left: number) {}

  /** False once that was more than there is: then nothing is to be concluded. */
  spend(looks: number): boolean {
    this.left -= looks;
    return this.left >= 0;
  }
}

/** For a rule, which runs at each key press: tens of milliseconds, far more than a cluster needs that a person writes. */
export function ruleWork(): Work {
  return new Work(400_000);
}

/** For a forecast, which somebody asked for and which runs beside other requests: some seconds. */
export function forecastWork(): Work {
  return new Work(20_000_000);
}
