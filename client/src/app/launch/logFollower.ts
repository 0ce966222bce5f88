/**
 * Lines of a log file that grows: nothing is read twice, nothing is lost between two reads, and a half-written line or
 * character waits for its rest.
 */
import { Emitter, type Disposable } from '../../core/async/event';
import { sleep } from '../../core/async/wait';
import type { LauncherLog, LogState } from '../../core/launch/launcher';
import type { FollowEvent, LogCursor } from '../../core/machine/keeper';
import { text, type Text } from '../../core/text/text';

export interface LogFollowerOptions {
  /** Byte to begin at; default 0. A beginning in the middle of a line drops the rest of that line. */
  readonly from?: number;
  /** A line longer than this is given in parts; default 64 KiB. */
  readonly maxLineLength?: number;
}

/** Milliseconds: until a log that could not be followed is tried again, and between two looks while it is drained. */
const retryMs = 2_000;
const drainMs = 20;

export class LogFollower implements Disposable {
  readonly #lines = new Emitter<readonly string[]>();
  readonly #notice = new Emitter<Text>();
  readonly #lifetime = new AbortController();
  readonly #log: LauncherLog;
  readonly #path: string;
  readonly #maxLineLength: number;
  #decoder = new TextDecoder();
  #partial = '';
  #cursor: LogCursor;
  /** The rest of a line whose beginning lies before the offset where reading began. */
  #skipping: boolean;
  /** The one that is being followed now. */
  #following = new AbortController();

  /** Whole lines as they stand in the file, without their line feed. */
  readonly onLines = this.#lines.event;
  /** What a reader of the log should know: the file was replaced, shortened, or is gone. */
  readonly onNotice = this.#notice.event;

  constructor(log: LauncherLog, path: string, { from = 0, maxLineLength = 65_536 }: LogFollowerOptions = {}) {
    this.#log = log;
    this.#path = path;
    this.#maxLineLength = maxLineLength;
    this.#cursor = { offset: from };
    this.#skipping = from > 0;
  }

  /** Bytes of the file that were read. */
  get offset(): number {
    return this.#cursor.offset;
  }

  /** The beginning of a line whose end has not come. */
  get partial(): string {
    return this.#skipping ? '' : this.#partial;
  }

  /** Follows until {@link dispose}. */
  start(): void {
    this.#following.abort();
    this.#following = new AbortController();
    void this.#follow(AbortSignal.any([this.#following.signal, this.#lifetime.signal]));
  }

  /**
   * Follows to the end that the file has now, and gives a last line without line feed as well. For the moment when the
   * writer is known to have ended. Throws the signal's reason on abort.
   */
  async drain(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    // Anew from where it is: the source looks at once, and not when its next look is due.
    this.start();
    const either = AbortSignal.any([signal, this.#lifetime.signal]);
    let end: LogState | undefined;
    for (;;) {
      let now;
      try {
        now = await this.#log.state(this.#path, either);
      } catch {
        either.throwIfAborted();
        // It cannot be read, so nothing more comes.
        break;
      }
      // Of the first look: the end of a file that is still written to may never be reached.
      if (end?.identity !== now?.identity) end = now;
      if (this.#isAt(end, now)) break;
      await sleep(drainMs, either);
    }
    this.#take(this.#decoder.decode(), true);
  }

  dispose(): void {
    this.#lifetime.abort(new DOMException('Disposed', 'AbortError'));
    this.#lines.dispose();
    this.#notice.dispose();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#log.follow(
          this.#path,
          this.#cursor,
          event => {
            if (!signal.aborted) this.#on(event);
          },
          signal,
        );
      } catch {
        // Tried again; whoever waits for the writer sees by the process that it ended.
        await sleep(retryMs, signal).catch(() => undefined);
      }
    }
  }

  /** Whether everything up to `end` was read. @param now the file as it is */
  #isAt(end: LogState | undefined, now: LogState | undefined): boolean {
    const { identity, offset } = this.#cursor;
    if (end === undefined || now === undefined) return identity === undefined;
    if ((identity ?? now.identity) !== now.identity) return false;
    // Beyond the end, that it was shortened is still to be reported.
    return offset <= now.size && offset >= Math.min(end.size, now.size);
  }

  #on(event: FollowEvent): void {
    switch (event.kind) {
      case 'data':
        this.#cursor = event.cursor;
        this.#take(this.#decoder.decode(event.bytes, { stream: true }), false);
        break;
      case 'replaced':
        this.#restart(text('The log file was replaced; reading it from its beginning.'));
        break;
      case 'shortened':
        this.#restart(text('The log file was shortened; reading it from its beginning.'));
        break;
      case 'gone':
        this.#restart(text('The log file {0} no longer exists.', this.#path));
        break;
      case 'cut':
        this.#notice.fire(
          text(
            'Ray has cut this log off several times at the same place. The file may have more: {0}',
            this.#path,
          ),
        );
        break;
    }
  }

  #restart(notice: Text): void {
    this.#take(this.#decoder.decode(), true);
    this.#decoder = new TextDecoder();
    this.#cursor = { offset: 0 };
    this.#skipping = false;
    this.#notice.fire(notice);
  }

  #take(chunk: string, last: boolean): void {
    if (this.#lifetime.signal.aborted) return;
    const parts = (this.#partial + chunk).split('\n');
    this.#partial = parts.pop() ?? '';
    if (this.#skipping && parts.length > 0) {
      parts.shift();
      this.#skipping = false;
    }
    if (!this.#skipping && (this.#partial.length > this.#maxLineLength || (last && this.#partial !== ''))) {
      parts.push(this.#partial);
      this.#partial = '';
    }
    if (parts.length > 0) this.#lines.fire(parts);
  }
}
