/** Turns of the event loop that a run waits for after the last request. */
const turns = 3;

/**
 * Puts off work until the messages that are already waiting have been read, and no longer: of several edits in a row
 * only the last is worked on, while a single edit waits for three turns of the event loop, which is no time. One turn is
 * not enough, since the connection handles one message per turn and asks for its next turn after our callback. Two are
 * not enough for a request right behind the edit, as a completion is: its answer is written a turn after it is made.
 */
export class Coalescer {
  /** Key → turns until it runs. */
  private readonly waiting = new Map<string, number>();

  /**
   * @param run what is done for a key
   * @param defer calls back after the input that is already there has been handled: `setImmediate`
   */
  constructor(
    private readonly run: (key: string) => void,
    private readonly defer: (callback: () => void) => void,
  ) {}

  /** Asks for a run; one that is already waiting is put off. */
  request(key: string): void {
    const isWaiting = this.waiting.has(key);
    this.waiting.set(key, turns);
    if (!isWaiting) this.wait(key);
  }

  /** Forgets a run that has not begun. */
  cancel(key: string): void {
    this.waiting.delete(key);
  }

  private wait(key: string): void {
    this.defer(() => {
      const left = this.waiting.get(key);
      if (left === undefined) return;
      if (left > 1) {
        this.waiting.set(key, left - 1);
        this.wait(key);
        return;
      }
      this.waiting.delete(key);
      this.run(key);
    });
  }
}
