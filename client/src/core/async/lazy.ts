/** What is made when it is first needed. */
import type { Disposable } from './event';

/** One thing that takes time to make, and that must be ended. */
export class Lazy<T> implements Disposable {
  readonly #make: () => Promise<T>;
  readonly #end: (made: T) => void;
  #made: Promise<T> | undefined;
  #disposed = false;

  /** @param end called once for whatever was made, also where it is no longer needed by then */
  constructor(make: () => Promise<T>, end: (made: T) => void) {
    this.#make = make;
    this.#end = end;
  }

  /** Whether it was made, or is being made. */
  get needed(): boolean {
    return this.#made !== undefined;
  }

  /** Makes it unless that was done before. Rejects where that fails, and the next call tries again. */
  get(): Promise<T> {
    if (this.#disposed) return Promise.reject(new Error('It was disposed.'));
    return this.#made ?? this.#keep(this.#make());
  }

  /**
   * Changes it if it is there or being made; whoever asks for it meanwhile waits. Where the change fails, it is ended
   * and made anew for the next call.
   */
  async change(change: (made: T) => Promise<void>): Promise<void> {
    if (this.#made === undefined) return;
    await this.#keep(
      this.#made.then(async made => {
        try {
          await change(made);
        } catch (error) {
          this.#end(made);
          throw error;
        }
        return made;
      }),
    );
  }

  dispose(): void {
    this.#disposed = true;
    this.#made?.then(this.#end, () => undefined);
    this.#made = undefined;
  }

  #keep(made: Promise<T>): Promise<T> {
    this.#made = made;
    made.catch(() => {
      if (this.#made === made) this.#made = undefined;
    });
    return made;
  }
}
