/** The leases of this window on records of one machine. */
import type { RecordKey } from '../../core/machine/keeper';

/** Seconds that a lease lasts, and milliseconds after which it is renewed. */
const leaseSeconds = 30;
const renewMs = 10_000;

export class Leases {
  /** Id of this window, as it stands in the leases. */
  readonly window = crypto.randomUUID();
  readonly #held = new Map<string, string>();
  readonly #renew: (keys: readonly RecordKey[]) => Promise<readonly string[]>;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param renew extends the leases, and gives the ids of those that this window has */
  constructor(renew: (keys: readonly RecordKey[]) => Promise<readonly string[]>) {
    this.#renew = renew;
  }

  get any(): boolean {
    return this.#held.size > 0;
  }

  /** What a request that writes a record has as its lease. */
  get argument(): { readonly window: string; readonly seconds: number } {
    return { window: this.window, seconds: leaseSeconds };
  }

  /** After a record was written: with a lease of this window, or without one. */
  note({ id, attempt, lease }: RecordKey & { readonly lease?: { readonly window: string } }): void {
    if (lease?.window === this.window) this.#held.set(id, attempt);
    else this.#held.delete(id);
    this.#schedule();
  }

  /** After a record was removed, or was to be stopped. */
  forget(id: string): void {
    this.#held.delete(id);
    this.#schedule();
  }

  /** Extends them now: a keeper that lost its connection has given them back. */
  async renewNow(): Promise<void> {
    if (!this.any) return;
    const keys = [...this.#held].map(([id, attempt]) => ({ id, attempt }));
    let renewed;
    try {
      renewed = new Set(await this.#renew(keys));
    } catch {
      // The next time, or never: then the leases expire.
      return;
    }
    for (const { id, attempt } of keys) {
      if (!renewed.has(id) && this.#held.get(id) === attempt) this.#held.delete(id);
    }
    this.#schedule();
  }

  dispose(): void {
    this.#held.clear();
    this.#schedule();
  }

  #schedule(): void {
    if (!this.any) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    if (this.any) this.#timer ??= setInterval(() => void this.renewNow(), renewMs);
  }
}
