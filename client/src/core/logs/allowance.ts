/** How many lines a view takes: a whole backlog at once, and after that no more than the editor can draw. */

/** Lines at once, and lines a second. Most of what a line costs is the search for secrets in it, about 20 µs. */
export const viewAllowance = { most: 30_000, perSecond: 5_000 };

export class Allowance {
  #left: number;
  #since: number;

  constructor(
    readonly limits: { readonly most: number; readonly perSecond: number },
    now: number,
  ) {
    this.#left = limits.most;
    this.#since = now;
  }

  /** How many of so many lines may be taken. @param now milliseconds */
  take(wanted: number, now: number): number {
    const { most, perSecond } = this.limits;
    this.#left = Math.min(most, this.#left + ((now - this.#since) / 1000) * perSecond);
    this.#since = now;
    const taken = Math.min(wanted, Math.floor(this.#left));
    this.#left -= taken;
    return taken;
  }
}
