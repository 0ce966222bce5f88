/**
 * Puts off work until the messages that are already waiting have been read, and no longer: of several edits in a row
 * only the last is worked on, while a single edit waits for two turns of the event loop, which is no time. One turn is
 * not enough, since the connection handles one message per turn and asks for its next turn after our callback.
 */
export class Coalescer {
  /** Key → whether it was asked for since its last turn. */
  private readonly waiting = new Map<string, boolean>();

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
    this.waiting.set(key, true);
    if (!isWaiting) this.wait(key);
  }

  /** Forgets a run that has not begun. */
  cancel(key: string): void {
    this.waiting.delete(key);
  }

  private wait(key: string): void {
    this.defer(() => {
      const wasAsked = this.waiting.get(key);
      if (wasAsked === undefined) return;
      if (wasAsked) {
        this.waiting.set(key, false);
        this.wait(key);
        return;
      }
      this.waiting.delete(key);
      this.run(key);
    });
  }
}
