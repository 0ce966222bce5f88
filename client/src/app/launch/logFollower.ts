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
  /** Of the file that `from` counts in: one that was renamed is found by it. Default: whatever is at the path. */
  readonly identity?: string;
  /** `from` is the beginning of a line, whose rest is not dropped. */
  readonly isLineStart?: boolean;
  /** The beginning of a line, at or behind `from`: `onMark` fires when all lines before it were given. */
  readonly mark?: number;
  /** A line longer than this is given in parts; default 64 KiB. */
  readonly maxLineLength?: number;
}

/** Milliseconds: until a log that could not be followed is tried again, and between two looks while it is drained. */
const retryMs = 2_000;
const drainMs = 20;
/** Looks at a file that was renamed, whose end is unknown, until it counts as read. */
const quietLooks = 25;

export class LogFollower implements Disposable {
  readonly #lines = new Emitter<readonly string[]>();
  readonly #notice = new Emitter<Text>();
  readonly #marked = new Emitter<undefined>();
  readonly #lifetime = new AbortController();
  readonly #log: LauncherLog;
  readonly #path: string;
  readonly #maxLineLength: number;
  #decoder = new TextDecoder();
  #partial = '';
  #cursor: LogCursor;
  #lineStart: LogCursor = { offset: 0 };
  #mark: number | undefined;
  #isRenamed = false;
  /** The rest of a line whose beginning lies before the offset where reading began. */
  #skipping: boolean;
  /** The one that is being followed now. */
  #following = new AbortController();

  /** Whole lines as they stand in the file, without their line feed. */
  readonly onLines = this.#lines.event;
  /** What a reader of the log should know: the file was replaced, shortened, or is gone. */
  readonly onNotice = this.#notice.event;
  /** All lines before the mark were given. */
  readonly onMark = this.#marked.event;

  constructor(log: LauncherLog, path: string, options: LogFollowerOptions = {}) {
    const { from = 0, identity, isLineStart = from === 0, mark, maxLineLength = 65_536 } = options;
    this.#log = log;
    this.#path = path;
    this.#maxLineLength = maxLineLength;
    this.#cursor = { offset: from, ...(identity === undefined ? {} : { identity }) };
    this.#skipping = !isLineStart;
    this.#mark = mark;
    if (isLineStart) this.#lineStart = this.#cursor;
  }

  /** The beginning of the first line that was not given whole. */
  get lineStart(): LogCursor {
    return this.#lineStart;
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
    let quiet = 0;
    let before = this.offset;
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
      quiet = this.#isElsewhere(now) && this.offset === before ? quiet + 1 : 0;
      if (quiet >= quietLooks) break;
      before = this.offset;
      await sleep(drainMs, either);
    }
    this.#take(this.#decoder.decode(), true);
  }

  dispose(): void {
    this.#lifetime.abort(new DOMException('Disposed', 'AbortError'));
    this.#lines.dispose();
    this.#notice.dispose();
    this.#marked.dispose();
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

  /** The file that is read was renamed, and no other one has taken its place yet. */
  #isElsewhere(now: LogState | undefined): boolean {
    const { identity } = this.#cursor;
    return identity !== undefined && (now === undefined || (now.size === 0 && now.identity !== identity));
  }

  #on(event: FollowEvent): void {
    switch (event.kind) {
      case 'data':
        this.#read(event.bytes, event.cursor);
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
      case 'renamed':
        // Reported again after a lost connection.
        if (!this.#isRenamed) this.#notice.fire(text('The log file was renamed; still reading it.'));
        this.#isRenamed = true;
        break;
      case 'full':
        this.#notice.fire(text('The disk of this log is full. Lines that are written now are lost.'));
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

  /** @param behind these bytes */
  #read(bytes: Uint8Array, behind: LogCursor & { readonly identity: string }): void {
    const from = behind.offset - bytes.length;
    const before = this.#mark === undefined ? bytes.length : Math.max(0, this.#mark - from);
    this.#cursor = behind;
    this.#takeBytes(bytes.subarray(0, before));
    if (before < bytes.length) {
      this.#passMark();
      this.#takeBytes(bytes.subarray(before));
    }
    const lineEnd = bytes.lastIndexOf(10);
    if (lineEnd >= 0) this.#lineStart = { identity: behind.identity, offset: from + lineEnd + 1 };
  }

  #takeBytes(bytes: Uint8Array): void {
    this.#take(this.#decoder.decode(bytes, { stream: true }), false);
  }

  #passMark(): void {
    this.#mark = undefined;
    this.#marked.fire(undefined);
  }

  #restart(notice: Text): void {
    if (this.#mark !== undefined) this.#passMark();
    this.#take(this.#decoder.decode(), true);
    this.#decoder = new TextDecoder();
    this.#cursor = { offset: 0 };
    this.#lineStart = { offset: 0 };
    this.#isRenamed = false;
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
