/** A log file that is followed for a view: its last lines first, then what comes, each once and as a terminal shows it. */
import { Emitter, type Disposable } from '../../core/async/event';
import type { LauncherLog } from '../../core/launch/launcher';
import { asShown } from '../../core/launch/log/terminal';
import type { LogLine } from '../../core/launch/view';
import { plain, text, type Text } from '../../core/text/text';
import { LogFollower } from '../launch/logFollower';

/** Of a longer log, at most so much of its end is read; the file itself can be opened whole. */
const backlogBytes = 2 * 1024 * 1024;
/** Milliseconds between two states of a progress bar, which is one line until it is over. */
const progressMs = 5_000;

export class FollowedLog implements Disposable {
  readonly #lines = new Emitter<readonly LogLine[]>();
  readonly #log: LauncherLog;
  readonly #path: string;
  readonly #lifetime = new AbortController();
  #follower: LogFollower | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #progress = '';

  /** Also lines of ours, for what a reader should know, such as that the file was replaced. */
  readonly onLines = this.#lines.event;

  constructor(log: LauncherLog, path: string) {
    this.#log = log;
    this.#path = path;
  }

  /** Begins; resolves when it is known where. Rejects where the file cannot be read. */
  async start(): Promise<void> {
    const { signal } = this.#lifetime;
    const size = (await this.#log.state(this.#path, signal))?.size ?? 0;
    const from = Math.max(0, size - backlogBytes);
    const follower = new LogFollower(this.#log, this.#path, { from });
    signal.throwIfAborted();
    this.#follower = follower;
    if (from > 0) {
      const [megabytes, all] = [backlogBytes, size].map(bytes => Math.round(bytes / 1024 / 1024));
      this.#tell(
        text(
          'Only the last {0} MB of {1} MB are shown. "Open Whole Log" opens the file.',
          megabytes ?? 0,
          all ?? 0,
        ),
      );
    }
    follower.onLines(lines => {
      this.#lines.fire(lines.map(line => ({ text: asShown(line) })));
    });
    follower.onNotice(notice => {
      this.#tell(notice);
    });
    follower.start();
    this.#timer = setInterval(() => {
      this.#showProgress(follower.partial);
    }, progressMs);
  }

  dispose(): void {
    this.#lifetime.abort(new DOMException('Disposed', 'AbortError'));
    clearInterval(this.#timer);
    this.#follower?.dispose();
    this.#lines.dispose();
  }

  #showProgress(partial: string): void {
    if (!partial.includes('\r')) return;
    const shown = asShown(partial);
    if (shown === this.#progress) return;
    this.#progress = shown;
    this.#lines.fire([{ text: shown }]);
  }

  #tell(notice: Text): void {
    this.#lines.fire([{ text: plain(notice), ours: true }]);
  }
}
