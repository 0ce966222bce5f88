/**
 * The life of one server: stopped → preflight → launching → running → stopping → stopped, or failed. The launcher
 * outlives this window: what is known here is found again by its record, its log and Ray Serve.
 */
import { Emitter, type Disposable, type Event } from '../../core/async/event';
import { deployedSince, withServe } from '../../core/launch/log/events';
import type { LaunchView, LogLine, PreflightCheck } from '../../core/launch/view';
import type { LauncherEnd } from '../../core/launch/launcher';
import type { JobStatus } from '../../core/ray/jobs';
import type { LaunchRecord } from '../../core/records/processRecord';
import type { ApplicationState } from '../../core/ray/snapshot';
import { text, UserError } from '../../core/text/text';
import { aborted, sleep } from '../../core/async/wait';
import { askFindings } from './findings';
import { LaunchFollow } from './follow';
import { described, idle } from './views';
import { checkAndStart, type LaunchPorts, type LaunchRequest } from './start';
import { endOfFound, readFound, type Current } from './found';
import { failedView, notStoppedView } from './failed';
import { findHead } from './head';
import { askMs, askServe, leftOf, type ServeAnswer } from './askServe';
import { declined, stopServer } from './stop';
import { alreadyThere, clusterLost, LaunchFailed } from './messages';

export type { LaunchPorts, LaunchRequest } from './start';

/** Milliseconds: until a launcher that could not be watched is tried again, and for cleaning up. */
const watchMs = 2_000;
const cleanUpMs = 240_000;

/** The one server of one cluster. */
export class LaunchSession implements Disposable {
  readonly #changed = new Emitter<LaunchView>();
  readonly #log = new Emitter<readonly LogLine[]>();
  readonly #newLog = new Emitter<undefined>();
  readonly #lifetime = new AbortController();
  readonly #ports: LaunchPorts;
  #view = idle;
  /** The preflight or start under way, which `stop` cancels. */
  #attempt: AbortController | undefined;
  #current: Current | undefined;
  #recovery: Promise<boolean> | undefined;
  #stopping = false;

  readonly onDidChange: Event<LaunchView> = this.#changed.event;
  /** Lines of the launcher's log as they come; of a launch found again, first the end of what was there. */
  readonly onLog: Event<readonly LogLine[]> = this.#log.event;
  /** The lines that follow are of another launch than those before. Never fired by a launch that is refused. */
  readonly onNewLog: Event<undefined> = this.#newLog.event;

  /** @param clusterFile key of the cluster: the path of its cluster file, as records have it. */
  constructor(
    readonly clusterFile: string,
    ports: LaunchPorts,
  ) {
    this.#ports = ports;
  }

  get view(): LaunchView {
    return this.#view;
  }

  /** Lines that workers have written into the log so far. */
  get heard(): number {
    return this.#current?.follow.heard ?? 0;
  }

  /** Its launcher has not ended, as far as is known: also after a failure, where it waits for a cluster that is gone. */
  get hasLauncher(): boolean {
    return this.#current !== undefined;
  }

  /** A launch is under way that this window has not begun. */
  get hasFoundLaunch(): boolean {
    return this.#current?.isFound === true && this.#view.state === 'launching';
  }

  /** Waits for the launch under way, whoever has begun it, and as {@link launch} does. */
  attend(signal: AbortSignal): Promise<void> {
    return this.#outcome(signal);
  }

  /**
   * Preflight, then the launch. Resolves when all applications run. Throws a UserError when a check fails or the
   * server does not come up, and an AbortError when the user declines or stops it. On abort of `signal` what was
   * launched is stopped again, and its reason is thrown.
   */
  async launch(request: LaunchRequest, signal: AbortSignal): Promise<void> {
    const before = this.#view;
    if (before.state !== 'stopped' && before.state !== 'failed') throw alreadyThere();
    const attempt = new AbortController();
    this.#attempt = attempt;
    const { left, logFile } = before;
    this.#set({
      ...idle,
      state: 'preflight',
      left,
      configFile: request.configFile,
      ...(logFile === undefined ? {} : { logFile }),
    });
    let current;
    try {
      const either = AbortSignal.any([signal, attempt.signal, this.#lifetime.signal]);
      const { record, copies } = await checkAndStart(
        request,
        this.clusterFile,
        this.#ports,
        either,
        (checks, checking) => {
          this.#set({ ...this.#view, checks, checking });
        },
      );
      current = await this.#open(record, copies);
    } catch (error) {
      // Nothing was started, or this session was disposed of: what was true before is true again.
      this.#set({ ...before, checks: this.#view.checks });
      throw error;
    } finally {
      this.#attempt = undefined;
    }
    this.#show(current);
    current.follow.start();
    void this.#watch(current);
    // A stop may have come while it was being started.
    await this.#outcome(AbortSignal.any([signal, attempt.signal]));
  }

  /**
   * Asks about errors of the file, for whoever does something slow before the launch; the result goes into its request.
   * Throws an AbortError where the user declines.
   */
  askFindings(configFile: string, signal: AbortSignal): Promise<PreflightCheck> {
    return askFindings(configFile, this.#ports, signal);
  }

  /** What Ray Serve reports now. An application that runs by it does so, whatever the log reports until now. */
  heed(serve: readonly ApplicationState[]): void {
    const current = this.#current;
    if (current === undefined || this.#view.state !== 'launching') return;
    const ofLaunch = deployedSince(serve, current.record.createdAt);
    current.serve = ofLaunch.filter(({ status }) => status === 'RUNNING');
    this.#progressed(current);
  }

  /** The head of the cluster has ended, and the server with it. Its launcher may take a minute to notice. */
  clusterEnded(): void {
    const current = this.#current;
    const { state } = this.#view;
    if (current === undefined || this.#stopping || (state !== 'launching' && state !== 'running')) return;
    this.#set({ ...this.#view, state: 'failed', left: [], problem: clusterLost(state === 'running') });
  }

  /** Finds a launcher of this cluster that another window started. True if there is one (the view has its state). */
  async recover(signal: AbortSignal): Promise<boolean> {
    if (this.#isBusy) return true;
    // A poll and a person may ask at the same moment.
    this.#recovery ??= this.#recover(signal).finally(() => {
      this.#recovery = undefined;
    });
    return this.#recovery;
  }

  async #recover(signal: AbortSignal): Promise<boolean> {
    const found = await this.#ports.launcher.find(this.clusterFile, signal);
    // A start by another window is reported there.
    if (found === undefined || (found.record.stage === 'starting' && found.owned)) return false;
    const { lives } = found;
    const record = await this.#ports.launcher.adopt(found, signal);
    const nodes = (await findHead(this.clusterFile, this.#ports.keeper, signal))?.nodes ?? [];
    // A launch or a stop of this window has begun meanwhile.
    if (this.#isBusy) return true;
    const before = this.#view;
    const current = await this.#open(record, nodes.filter(({ host }) => host === record.host).length);
    if (lives) this.#show(current);
    try {
      await readFound(current, signal);
    } catch (error) {
      // Half of its log would be a wrong state.
      if (this.#current === current) {
        this.#release();
        this.#set(before);
      }
      throw error;
    }
    const serve = await this.#askServe(record);
    if (!lives)
      return this.#reportEnd(
        current,
        serve,
        await endOfFound(record, this.#ports.launcher, this.#lifetime.signal),
      );
    current.serve = deployedSince(serve.applications ?? [], record.createdAt);
    if (serve.isLost) this.clusterEnded();
    current.isFound = true;
    this.#progressed(current);
    current.follow.start();
    void this.#watch(current);
    return true;
  }

  /**
   * Ends the launcher of the record, and verifies that Ray Serve has no application left; a preflight is cancelled.
   * False where there is none. Throws a UserError that says what is left, an AbortError where the user declines, or the
   * signal's reason.
   */
  async stop(signal: AbortSignal): Promise<boolean> {
    if (this.#stopping) throw new UserError(text('The server is being stopped.'));
    if (this.#attempt !== undefined) {
      this.#attempt.abort(declined());
      return true;
    }
    const before = this.#view;
    this.#stopping = true;
    try {
      // A refusal changes nothing, also not for a moment.
      if (
        before.state === 'stopped' &&
        (await this.#ports.launcher.find(this.clusterFile, signal)) === undefined
      )
        return false;
      this.#set({ ...before, state: 'stopping' });
      const isEnded = await stopServer(this.clusterFile, this.#ports, signal);
      await this.#current?.follow.drain(AbortSignal.timeout(askMs)).catch(() => undefined);
      this.#release();
      const { checks, logFile } = before;
      this.#set({ ...idle, checks, ...(logFile === undefined ? {} : { logFile }) });
      return isEnded;
    } catch (error) {
      await this.#notStopped(before, error);
      throw error;
    } finally {
      this.#stopping = false;
    }
  }

  /** Releases everything here; the server keeps running. */
  dispose(): void {
    this.#lifetime.abort(declined());
    this.#release();
    this.#changed.dispose();
    this.#log.dispose();
    this.#newLog.dispose();
  }

  get #isBusy(): boolean {
    return this.#current !== undefined || this.#attempt !== undefined || this.#stopping;
  }

  async #open(record: LaunchRecord, copies: number): Promise<Current> {
    const follow = await LaunchFollow.open(
      this.#ports.launcher.log(record),
      record,
      copies,
      this.#lifetime.signal,
    );
    const current: Current = { record, follow, serve: [], isFound: false };
    this.#release();
    this.#current = current;
    this.#newLog.fire(undefined);
    follow.onLog(lines => {
      this.#log.fire(lines);
    });
    follow.onProgress(() => {
      this.#progressed(current);
    });
    return current;
  }

  #show({ record, follow }: Current): void {
    const { checks } = this.#view;
    this.#set({
      ...idle,
      ...described(record, 'PENDING'),
      checks,
      state: 'launching',
      applications: follow.applications,
    });
  }

  #progressed(current: Current): void {
    const { state } = this.#view;
    if (this.#current !== current || (state !== 'launching' && state !== 'running')) return;
    const { allStarted } = current.follow;
    const applications = withServe(current.follow.applications, current.serve);
    const all = applications.length > 0 && applications.every(({ phase }) => phase === 'running');
    this.#set({ ...this.#view, applications, state: allStarted || all ? 'running' : state });
  }

  /** Waits for the end of a launcher, whoever started it, until this session is disposed of. Never rejects. */
  async #watch(current: Current): Promise<void> {
    const { signal } = this.#lifetime;
    while (this.#current === current && !signal.aborted) {
      try {
        const end = await this.#ports.launcher.ended(current.record, signal, status => {
          this.#jobChanged(current, status);
        });
        await this.#launcherEnded(current, end);
        return;
      } catch {
        // One failed wait proves nothing; the next one may.
        await sleep(watchMs, signal).catch(() => undefined);
      }
    }
  }

  #jobChanged(current: Current, status: JobStatus): void {
    const { job, state } = this.#view;
    if (this.#current !== current || job === undefined || !['launching', 'running'].includes(state)) return;
    this.#set({ ...this.#view, job: { ...job, status } });
  }

  /** Never rejects. */
  async #launcherEnded(current: Current, end: LauncherEnd): Promise<void> {
    // `stop` waits for the end itself, and reports it.
    if (this.#current !== current || this.#stopping || this.#lifetime.signal.aborted) return;
    await current.follow.drain(AbortSignal.timeout(askMs)).catch(() => undefined);
    await this.#reportEnd(current, await this.#askServe(current.record), end);
  }

  /** True if there is something to report: it failed, or has left applications behind. Never rejects. */
  async #reportEnd(
    current: Current,
    { applications: serve, isLost }: ServeAnswer,
    end: LauncherEnd,
  ): Promise<boolean> {
    if (this.#current !== current) return false;
    const { follow, record } = current;
    const left = leftOf(record, serve);
    this.#release();
    // As long as something is or may be left, the record stays: the next window finds it, and can stop it.
    const allGone = left.length === 0 && (serve !== undefined || follow.stopped);
    if (allGone) await this.#ports.launcher.forget(record, this.#lifetime.signal).catch(() => undefined);
    if (follow.stopped && allGone) {
      this.#set({ ...idle, checks: this.#view.checks, logFile: record.logFile });
      return false;
    }
    if (isLost) {
      const problem = this.#view.problem ?? clusterLost(follow.allStarted);
      this.#set({ ...this.#view, ...described(record, end.job?.status), state: 'failed', left, problem });
      return true;
    }
    this.#set(failedView({ follow, record, serve: serve ?? [], end, left, checks: this.#view.checks }));
    return true;
  }

  /** After a stop that failed: what is true now. Never rejects. */
  async #notStopped(before: LaunchView, error: unknown): Promise<void> {
    const launcher = await this.#ports.launcher
      .find(this.clusterFile, this.#lifetime.signal)
      .catch(() => null);
    if (launcher?.lives === true || launcher === null) {
      this.#set(before);
      return;
    }
    const left =
      launcher === undefined
        ? []
        : leftOf(launcher.record, (await this.#askServe(launcher.record)).applications);
    this.#release();
    this.#set(notStoppedView(before, left, error));
  }

  #askServe(record: LaunchRecord): Promise<ServeAnswer> {
    return askServe(record, this.#ports, this.#lifetime.signal);
  }

  /** Waits until the launch has come to something. */
  async #outcome(signal: AbortSignal): Promise<void> {
    const end = new AbortController();
    const subscription = this.onDidChange(({ state }) => {
      if (state !== 'launching') end.abort();
    });
    if (this.#view.state !== 'launching') end.abort();
    await aborted(AbortSignal.any([end.signal, signal, this.#lifetime.signal]));
    subscription.dispose();
    this.#lifetime.signal.throwIfAborted();
    if (signal.aborted && !end.signal.aborted) {
      await this.stop(AbortSignal.timeout(cleanUpMs));
      throw signal.reason as Error;
    }
    const { state, problem } = this.#view;
    if (state === 'failed' && problem !== undefined) throw new LaunchFailed(problem);
    // Stopped by another command meanwhile: whoever stopped it knows.
    if (state !== 'running') throw declined();
  }

  #release(): void {
    this.#current?.follow.dispose();
    this.#current = undefined;
  }

  #set(view: LaunchView): void {
    this.#view = view;
    this.#changed.fire(view);
  }
}
