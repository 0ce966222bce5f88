/**
 * Follows a log file by byte offset through a {@link Host}: nothing is read twice, nothing is lost between two reads,
 * and a half-written line or character waits for its rest.
 */
import { Emitter, type Disposable } from '../../core/async/event';
import type { Host } from '../../core/machine/host';
import { text, type Text } from '../../core/text/text';

export interface LogFollowerOptions {
  /** Byte to begin at; default 0. A beginning in the middle of a line drops the rest of that line. */
  readonly from?: number;
  /** Most bytes of one read; default 256 KiB. */
  readonly chunkBytes?: number;
  /** A line longer than this is given in parts; default 64 KiB. */
  readonly maxLineLength?: number;
  /** Milliseconds between two reads: short while lines come, growing to the long one while none do. */
  readonly minMs?: number;
  readonly maxMs?: number;
}

export class LogFollower implements Disposable {
  readonly #lines = new Emitter<readonly string[]>();
  readonly #notice = new Emitter<Text>();
  readonly #lifetime = new AbortController();
  readonly #host: Host;
  readonly #path: string;
  readonly #options: Required<LogFollowerOptions>;
  #decoder = new TextDecoder();
  #partial = '';
  #offset: number;
  #identity: string | undefined;
  /** The rest of a line whose beginning lies before the offset where reading began. */
  #skipping: boolean;
  #reading: Promise<number> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitMs: number;

  /** Whole lines as they stand in the file, without their line feed. */
  readonly onLines = this.#lines.event;
  /** What a reader of the log should know: the file was replaced, shortened, or is gone. */
  readonly onNotice = this.#notice.event;

  constructor(host: Host, path: string, options: LogFollowerOptions = {}) {
    this.#host = host;
    this.#path = path;
    this.#options = {
      from: 0,
      chunkBytes: 262_144,
      maxLineLength: 65_536,
      minMs: 250,
      maxMs: 2_000,
      ...options,
    };
    this.#offset = this.#options.from;
    this.#skipping = this.#offset > 0;
    this.#waitMs = this.#options.minMs;
  }

  /** Bytes of the file that were read. */
  get offset(): number {
    return this.#offset;
  }

  /** Reads now and again until {@link dispose}. */
  start(): void {
    void this.#loop();
  }

  /**
   * Reads to the end that the file has now, and gives a last line without line feed as well. For the moment when the
   * writer is known to have ended. Throws the signal's reason on abort.
   */
  async drain(signal: AbortSignal): Promise<void> {
    do signal.throwIfAborted();
    while ((await this.#read()) > 0);
    this.#take(this.#decoder.decode(), true);
  }

  dispose(): void {
    this.#lifetime.abort();
    clearTimeout(this.#timer);
    this.#lines.dispose();
    this.#notice.dispose();
  }

  async #loop(): Promise<void> {
    const got = await this.#read();
    if (this.#lifetime.signal.aborted) return;
    this.#waitMs = got > 0 ? this.#options.minMs : Math.min(this.#waitMs * 1.5, this.#options.maxMs);
    // A full chunk means that more is there already.
    const wait = got >= this.#options.chunkBytes ? 0 : this.#waitMs;
    this.#timer = setTimeout(() => void this.#loop(), wait);
  }

  /** Bytes read; 0 at the end, and where the file cannot be read. One read at a time. */
  async #read(): Promise<number> {
    while (this.#reading !== undefined) await this.#reading;
    this.#reading = this.#readOnce();
    try {
      return await this.#reading;
    } finally {
      this.#reading = undefined;
    }
  }

  async #readOnce(): Promise<number> {
    const { signal } = this.#lifetime;
    if (signal.aborted) return 0;
    let slice;
    try {
      slice = await this.#host.readFile(this.#path, this.#offset, this.#options.chunkBytes, signal);
    } catch {
      // The next read tries again; whoever waits for the writer sees by the process that it ended.
      return 0;
    }
    if (slice === undefined) {
      if (this.#identity !== undefined) this.#restart(text('The log file {0} no longer exists.', this.#path));
      return 0;
    }
    const known = this.#identity;
    this.#identity = slice.identity;
    if (known !== undefined && known !== slice.identity) {
      this.#restart(text('The log file was replaced; reading it from its beginning.'), slice.identity);
      return this.#readOnce();
    }
    if (slice.size < this.#offset) {
      this.#restart(text('The log file was shortened; reading it from its beginning.'), slice.identity);
      return this.#readOnce();
    }
    this.#offset += slice.bytes.length;
    this.#take(this.#decoder.decode(slice.bytes, { stream: true }), false);
    return slice.bytes.length;
  }

  #restart(notice: Text, identity?: string): void {
    this.#take(this.#decoder.decode(), true);
    this.#decoder = new TextDecoder();
    this.#offset = 0;
    this.#skipping = false;
    this.#identity = identity;
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
    if (
      !this.#skipping &&
      (this.#partial.length > this.#options.maxLineLength || (last && this.#partial !== ''))
    ) {
      parts.push(this.#partial);
      this.#partial = '';
    }
    if (parts.length > 0) this.#lines.fire(parts);
  }
}
