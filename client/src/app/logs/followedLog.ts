/** A log file that is followed for a view: its last lines first, then what comes, each once and as a terminal shows it. */
import { Emitter, type Disposable } from '../../core/async/event';
import type { LauncherLog } from '../../core/launch/launcher';
import { asShown } from '../../core/launch/log/terminal';
import type { LogLine } from '../../core/launch/view';
import { beginningOf } from '../../core/logs/beginning';
import type { LogCursor } from '../../core/machine/keeper';
import { plain, text, type Text } from '../../core/text/text';
import { LogFollower } from '../launch/logFollower';

/** Milliseconds between two states of a progress bar, which is one line until it is over. */
const progressMs = 5_000;

export class FollowedLog implements Disposable {
  readonly #lines = new Emitter<readonly LogLine[]>();
  readonly #log: LauncherLog;
  readonly #path: string;
  readonly #before: LogCursor | undefined;
  readonly #lifetime = new AbortController();
  #follower: LogFollower | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #progress = '';

  /** Also lines of ours, for what a reader should know, such as that the file was replaced. */
  readonly onLines = this.#lines.event;

  /** @param before what {@link shown} was in the window before its reload */
  constructor(log: LauncherLog, path: string, before?: LogCursor) {
    this.#log = log;
    this.#path = path;
    this.#before = before;
  }

  /** The beginning of the first line that was not given yet; undefined where nothing was read. */
  get shown(): LogCursor | undefined {
    const lineStart = this.#follower?.lineStart;
    return lineStart?.identity === undefined ? this.#before : lineStart;
  }

  /** Begins; resolves when it is known where. Rejects where the file cannot be read. */
  async start(): Promise<void> {
    const { signal } = this.#lifetime;
    const state = await this.#log.state(this.#path, signal);
    const { cut, ...beginning } = beginningOf(state, this.#before);
    const follower = new LogFollower(this.#log, this.#path, beginning);
    signal.throwIfAborted();
    this.#follower = follower;
    if (cut !== undefined) this.#tellCut(cut, state?.size ?? 0);
    follower.onLines(lines => {
      this.#lines.fire(lines.map(line => ({ text: asShown(line) })));
    });
    follower.onMark(() => {
      this.#tell(text('The lines up to here were shown before the window was reloaded.'));
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

  /** @param bytes of the end that are shown, and of the whole file */
  #tellCut(...bytes: readonly [number, number]): void {
    const [shown, all] = bytes.map(each => Math.round(each / 1024 / 1024));
    this.#tell(
      text(
        'Only the last {0} MB of {1} MB are shown. "Open Whole Log" opens the file.',
        shown ?? 0,
        all ?? 0,
      ),
    );
  }

  #showProgress(partial: string): void {
    if (!partial.includes('\r')) return;
    const shown = asShown(partial);
    if (shown === this.#progress) return;
    this.#progress = shown;
    this.#lines.fire([{ text: shown }]);
  }

  #tell(notice: Text): void {
    this.#lines.fire([{ text: plain(notice), ours: true, notice }]);
  }
}
