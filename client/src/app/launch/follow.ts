/** Follows the log of one launcher: lines for people, progress of the applications, and the cause of a failure. */
import { Emitter, type Disposable } from '../../core/async/event';
import { advance, launchEvents, type LaunchEvent } from '../../core/launch/log/events';
import { LineFolder, stripAnsi, workerLine } from '../../core/launch/log/fold';
import type { LauncherLog } from '../../core/launch/launcher';
import type { ApplicationProgress, LogLine, RootCause } from '../../core/launch/view';
import type { LaunchRecord } from '../../core/records/processRecord';
import { LineBuffer } from '../../core/logs/buffer';
import { rootCause } from '../../core/launch/log/rootCause';
import { plain } from '../../core/text/text';
import { LogFollower } from './logFollower';

/** Of a log that was written before this window, at most so much of its end is read. */
const maxBacklogBytes = 8 * 1024 * 1024;
/** The end of the log that the cause of a failure is looked for in. */
const tailLimits = { lines: 5_000, characters: 4_000_000 };

export class LaunchFollow implements Disposable {
  readonly #follower: LogFollower;
  readonly #folder: LineFolder;
  readonly #log = new Emitter<readonly LogLine[]>();
  readonly #progress = new Emitter<undefined>();
  readonly #tail = new LineBuffer<{ readonly text: string }>(tailLimits);
  #applications: readonly ApplicationProgress[];
  #allStarted = false;
  #stopped = false;
  #heard = 0;

  readonly onLog = this.#log.event;
  /** An application has gone a step further, or all have started. */
  readonly onProgress = this.#progress.event;

  private constructor(log: LauncherLog, record: LaunchRecord, copies: number, from: number) {
    this.#applications = record.launch.applications.map(name => ({ name, phase: 'waiting' }));
    this.#folder = new LineFolder({ copies: Math.max(1, copies) });
    this.#follower = new LogFollower(log, record.logFile, { from });
    this.#follower.onLines(lines => {
      this.#take(lines);
    });
    this.#follower.onNotice(notice => {
      this.#log.fire([{ text: plain(notice), ours: true, notice }]);
    });
  }

  /** @param copies of each worker's line in the log: the raylets on the launcher's machine. */
  static async open(
    log: LauncherLog,
    record: LaunchRecord,
    copies: number,
    signal: AbortSignal,
  ): Promise<LaunchFollow> {
    let size = 0;
    try {
      size = (await log.state(record.logFile, signal))?.size ?? 0;
    } catch {
      // The follower tries again; a launcher that runs is shown all the same.
      signal.throwIfAborted();
    }
    return new LaunchFollow(log, record, copies, Math.max(0, size - maxBacklogBytes));
  }

  get applications(): readonly ApplicationProgress[] {
    return this.#applications;
  }

  /** The launcher said that all applications have started; from then on SIGTERM ends them in order. */
  get allStarted(): boolean {
    return this.#allStarted;
  }

  /** The launcher said that it has shut Ray Serve down. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Lines of workers so far: a sign of life between two steps. */
  get heard(): number {
    return this.#heard;
  }

  start(): void {
    this.#follower.start();
  }

  /** Reads to the end of the file; for when the launcher has ended. */
  drain(signal: AbortSignal): Promise<void> {
    return this.#follower.drain(signal);
  }

  rootCause(): RootCause | undefined {
    return rootCause(this.#tail.lines.map(({ text }) => text));
  }

  dispose(): void {
    this.#follower.dispose();
    this.#log.dispose();
    this.#progress.dispose();
  }

  #take(lines: readonly string[]): void {
    this.#tail.push(lines.map(text => ({ text })));
    this.#heard += lines.filter(isOfWorker).length;
    const before = this.#applications;
    let changed = false;
    for (const event of lines.flatMap(launchEvents)) {
      changed = this.#apply(event) || changed;
    }
    this.#explain();
    const shown = this.#folder.fold(lines);
    if (shown.length > 0) this.#log.fire(shown);
    if (changed || this.#applications !== before) this.#progress.fire(undefined);
  }

  #apply(event: LaunchEvent): boolean {
    this.#applications = advance(this.#applications, event);
    if (event.kind === 'all-started') this.#allStarted = true;
    else if (event.kind === 'stopped') this.#stopped = true;
    else return false;
    return true;
  }

  /** Why the replicas failed that Serve starts again: the exception comes some lines after the event. */
  #explain(): void {
    const retried = this.#applications.some(
      ({ phase, failedReplicas = [] }) => phase === 'scheduling' && failedReplicas.length > 0,
    );
    if (!retried) return;
    const { application, message } = this.rootCause() ?? {};
    if (application === undefined || message === undefined) return;
    this.#applications = this.#applications.map(each =>
      each.name === application && each.failedReplicas !== undefined && each.failure !== message
        ? { ...each, failure: message }
        : each,
    );
  }
}

/** Ray's own processes write also while nothing goes on: Serve's controller that a replica takes long. */
const ofRay: ReadonlySet<string> = new Set(['ServeController', 'ProxyActor', 'raylet', 'autoscaler']);

function isOfWorker(line: string): boolean {
  const worker = workerLine(stripAnsi(line));
  return worker !== undefined && !ofRay.has(worker.name);
}
