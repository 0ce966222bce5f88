/**
 * One poller per cluster: asks again some seconds after the last answer came, so that two requests never overlap;
 * waits longer after each failure; asks nothing while no view shows the cluster.
 */
import { DashboardError } from '../../core/ray/dashboard';
import { Emitter, type Disposable } from '../../core/async/event';
import type { PollProblem, PollState, Snapshot } from '../../core/ray/snapshot';
import { problemOf, text, UserError } from '../../core/text/text';

export interface PollerOptions {
  /** Milliseconds between an answer and the next question; Ray's own figures change no faster than every 5 s. */
  readonly intervalMs?: number;
  /** The most that failures stretch the interval to. */
  readonly maxIntervalMs?: number;
  /** The same while something is under way. */
  readonly maxUrgentMs?: number;
}

export class Poller implements Disposable {
  readonly #changed = new Emitter<PollState>();
  readonly #sessionChanged = new Emitter<string>();
  readonly #lifetime = new AbortController();
  readonly #read: (signal: AbortSignal) => Promise<Snapshot | undefined>;
  readonly #intervalMs: number;
  readonly #maxIntervalMs: number;
  readonly #maxUrgentMs: number;
  #urgent = false;
  #state: PollState = { missed: 0, stale: false };
  readonly #watchers = new Set<object>();
  #visible: Disposable | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #underWay: Promise<void> | undefined;
  #askedAgain = false;

  /** After each attempt, also after one that failed. */
  readonly onDidChange = this.#changed.event;
  /** Ray's session name is another one: the cluster was started anew, and what was kept of the old one is void. */
  readonly onDidChangeSession = this.#sessionChanged.event;

  /**
   * @param read one snapshot; undefined where there is no dashboard to ask. Throws where it cannot be asked (see
   *   `readSnapshot`).
   */
  constructor(read: (signal: AbortSignal) => Promise<Snapshot | undefined>, options: PollerOptions = {}) {
    this.#read = read;
    this.#intervalMs = options.intervalMs ?? 5_000;
    this.#maxIntervalMs = options.maxIntervalMs ?? 60_000;
    this.#maxUrgentMs = options.maxUrgentMs ?? 10_000;
  }

  get state(): PollState {
    return this.#state;
  }

  /** Polls, at once and then regularly, until all that watch are disposed. */
  watch(): Disposable {
    const watcher = {};
    this.#watchers.add(watcher);
    if (this.#watchers.size === 1) void this.refresh();
    return {
      dispose: () => {
        this.#watchers.delete(watcher);
        if (this.#watchers.size === 0) this.#unschedule();
      },
    };
  }

  /** The watch of whatever shows this cluster: true while it can be seen. */
  setVisible(visible: boolean): void {
    if (visible) this.#visible ??= this.watch();
    else {
      this.#visible?.dispose();
      this.#visible = undefined;
    }
  }

  /** Something is under way whose state a person waits for: failures stretch the interval less. */
  setUrgent(urgent: boolean): void {
    this.#urgent = urgent;
  }

  /**
   * Asks now, watched or not. If a question is under way, its answer may be from before the reason of this call:
   * then one more follows. Resolves when the state is as of after the call; never rejects.
   */
  async refresh(): Promise<void> {
    if (this.#lifetime.signal.aborted) return;
    if (this.#underWay !== undefined) {
      this.#askedAgain = true;
      await this.#underWay;
      return;
    }
    this.#unschedule();
    this.#underWay = this.#run();
    await this.#underWay;
  }

  dispose(): void {
    this.#watchers.clear();
    this.#unschedule();
    this.#lifetime.abort();
    this.#changed.dispose();
    this.#sessionChanged.dispose();
  }

  async #run(): Promise<void> {
    await this.#ask();
    while (this.#takeAskedAgain()) await this.#ask();
    this.#underWay = undefined;
    this.#schedule();
  }

  #takeAskedAgain(): boolean {
    const asked = this.#askedAgain && !this.#lifetime.signal.aborted;
    this.#askedAgain = false;
    return asked;
  }

  async #ask(): Promise<void> {
    const { signal } = this.#lifetime;
    const before = this.#state;
    try {
      const snapshot = await this.#read(signal);
      if (signal.aborted) return;
      this.#state = { ...(snapshot === undefined ? {} : { snapshot }), missed: 0, stale: false };
      const session = snapshot?.sessionName;
      if (session !== undefined && before.snapshot !== undefined && before.snapshot.sessionName !== session) {
        this.#sessionChanged.fire(session);
      }
    } catch (error) {
      if (signal.aborted) return;
      const missed = before.missed + 1;
      const since = before.since ?? Date.now();
      this.#state = { ...before, problem: pollProblemOf(error), missed, since, stale: missed >= 2 };
    }
    this.#changed.fire(this.#state);
  }

  #schedule(): void {
    if (this.#watchers.size === 0 || this.#lifetime.signal.aborted) return;
    const most = this.#urgent ? this.#maxUrgentMs : this.#maxIntervalMs;
    const wait = Math.min(this.#intervalMs * 2 ** this.#state.missed, most);
    this.#timer = setTimeout(() => void this.refresh(), wait);
  }

  #unschedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function pollProblemOf(error: unknown): PollProblem {
  if (!(error instanceof UserError)) return { kind: 'other', what: text('{0}', String(error)) };
  const kind =
    error instanceof DashboardError && (error.kind === 'unreachable' || error.kind === 'unauthorized')
      ? error.kind
      : 'other';
  return { kind, ...problemOf(error) };
}
