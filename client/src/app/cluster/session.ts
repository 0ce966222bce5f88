/**
 * The life of one cluster: stopped → starting → running → (degraded, unreachable) → stopping → stopped. All that it
 * knows comes from records and processes; nothing is kept that another window, or the next one, could not find.
 */
import type { ClusterView } from '../../../../server/src/protocol';
import { DashboardError, type Dashboard } from '../../core/ray/dashboard';
import type { ClusterConnection, ClusterProblem, ClusterStatus } from '../../core/cluster/status';
import { Emitter, type Disposable, type Event } from '../../core/async/event';
import type { FileFault } from '../../core/machine/keeper';
import type { NodeRecord } from '../../core/records/processRecord';
import { renderScript, type Say } from '../../core/cluster/script';
import { counted } from '../../core/text/counted';
import { plain, problemOf, text, UserError, type Text } from '../../core/text/text';
import type { ClusterActionOptions, ClusterPorts } from './dependencies';
import { surveyNodes, type ClusterSurvey } from '../ray/surveyNodes';
import { assess, forgetWhatIsOver } from './recovery';
import { startCluster } from './start/start';
import { planNow, prepareStart } from './start/prepare';
import { StartProgress } from './start/progress';
import { stopNodes } from './stop';

export type { ClusterActionOptions, ClusterPorts, SecretStore } from './dependencies';

/** Cleaning up after a failed start goes on when its own signal is aborted, and still ends (milliseconds). */
const cleanUpMs = 120_000;
const checkMs = 15_000;

interface StartResult {
  /** `isRefusal`: nothing had been begun. */
  readonly failure?: { readonly reason: unknown; readonly isRefusal: boolean };
  /** What is left of a start that failed. */
  readonly left: readonly Text[];
}

/** The one cluster of one cluster file. */
export class ClusterSession implements Disposable {
  readonly #changed = new Emitter<ClusterStatus>();
  readonly #ports: ClusterPorts;
  #status: ClusterStatus = { state: 'stopped', nodes: [], records: [] };
  #start: { readonly controller: AbortController; readonly done: Promise<StartResult> } | undefined;
  #stopping = false;
  #hasLauncher = false;
  #dashboard: Dashboard | undefined;

  readonly onDidChange: Event<ClusterStatus> = this.#changed.event;

  /** @param clusterFile path of the cluster file, the key of its records. */
  constructor(
    readonly clusterFile: string,
    ports: ClusterPorts,
  ) {
    this.#ports = ports;
  }

  get status(): ClusterStatus {
    return this.#status;
  }

  /** A launcher is recorded for this cluster, as of the last check. */
  get hasLauncher(): boolean {
    return this.#hasLauncher;
  }

  /** The commands that `start` would run now, as a shell script. Throws a UserError where there is no plan. */
  async preview(view: ClusterView, signal: AbortSignal, say?: Say): Promise<string> {
    return renderScript(await planNow(view, this.clusterFile, this.#ports, signal), say);
  }

  /**
   * Preflight, head, workers; resolves when Ray counts every node as ALIVE. On failure and on abort all that it had
   * started is stopped again; then throws a UserError, or the signal's reason.
   */
  async start(view: ClusterView, options: ClusterActionOptions): Promise<void> {
    if (this.#isBusy()) {
      throw new UserError(text('The cluster {0} is being started or stopped.', view.name));
    }
    const controller = new AbortController();
    const signal = AbortSignal.any([options.signal, controller.signal]);
    const run = this.#run(view, { ...options, signal });
    this.#start = { controller, done: run };
    const { failure, left } = await run;
    this.#start = undefined;
    // A start that was refused has begun nothing: what was shown before is still true.
    if (failure?.isRefusal === false && !this.#isBusy())
      this.#set({ state: 'stopped', nodes: [], records: [] });
    await this.#checkQuietly();
    const [what] = left;
    if (what !== undefined)
      this.#set({
        ...this.#status,
        problem: { what, actions: [{ kind: 'stopCluster', file: this.clusterFile }] },
      });
    if (failure !== undefined) throw failure.reason;
  }

  /**
   * Ends what the records name, workers first; a start under way is cancelled. Throws a UserError that says what is
   * left, if anything, or the signal's reason.
   */
  async stop(options: ClusterActionOptions): Promise<void> {
    if (this.#stopping) throw new UserError(text('The cluster is being stopped.'));
    if (this.#start !== undefined) {
      this.#start.controller.abort(new UserError(text('The start was cancelled by a stop.')));
      await this.#start.done;
    }
    this.#stopping = true;
    let left: readonly Text[] = [];
    let hasBegun = false;
    try {
      const { nodes, broken } = await surveyNodes(this.clusterFile, this.#ports.keeper, options.signal);
      const [unusable] = broken;
      // It may be the record of what was to be stopped.
      if (nodes.length === 0 && unusable !== undefined) throw new UserError(unusable.what, unusable.remedy);
      const status = assess(nodes);
      hasBegun = true;
      this.#set({
        ...status,
        state: 'stopping',
        nodes: status.nodes.map(node => ({ ...node, state: 'stopping' })),
      });
      left = await stopNodes(status.records, this.#ports.keeper, options);
    } finally {
      this.#stopping = false;
      // Without the problem, which was one of the cluster that is now ended; a refused stop has ended none.
      const { nodes, records } = this.#status;
      if (hasBegun) this.#set({ state: 'stopped', nodes, records });
      await this.#checkQuietly();
    }
    if (left.length > 0) throw leftBehind(left, this.clusterFile);
  }

  /** Looks at the records for a cluster that another window, or one before, started. True if there is one. */
  async recover(signal: AbortSignal): Promise<boolean> {
    return (await this.check(signal)).state !== 'stopped';
  }

  /** Looks at processes and dashboard again; to be called with every poll while anything is visible. */
  async check(signal: AbortSignal): Promise<ClusterStatus> {
    if (this.#isBusy()) return this.#status;
    const found = await this.#survey(signal);
    if (found === undefined) return this.#status;
    this.#hasLauncher = found.hasLauncher;
    const nodes = await forgetWhatIsOver(found, this.#ports.keeper);
    let status = assess(nodes);
    const { connection } = status;
    if (status.state === 'running' && connection !== undefined) {
      status = { ...status, ...(await this.#askDashboard(connection, signal)) };
    }
    // Meanwhile a start or stop may have begun, which knows better.
    if (this.#isBusy()) return this.#status;
    const problem = status.problem ?? this.#standingProblem(status, found.broken);
    this.#set({ ...status, ...(problem === undefined ? {} : { problem }) });
    return this.#status;
  }

  /**
   * Releases everything here; a running cluster keeps running. A start under way is cancelled and cleaned up, unless the
   * keeper is left at once: then the next window shows it as cut off.
   */
  dispose(): void {
    this.#start?.controller.abort(new Error('disposed'));
    this.#dashboard?.dispose();
    this.#changed.dispose();
  }

  #isBusy(): boolean {
    return this.#start !== undefined || this.#stopping;
  }

  /** Never rejects, so that `stop` can wait for it as well. */
  async #run(view: ClusterView, options: ClusterActionOptions): Promise<StartResult> {
    const begun = new Map<string, NodeRecord>();
    let isRefusal = true;
    try {
      options.onProgress?.({ message: text('Checking the interpreters and the ports') });
      const plan = await prepareStart(view, this.clusterFile, this.#ports, options.signal);
      isRefusal = false;
      const set = (status: ClusterStatus) => {
        this.#set(status);
      };
      await startCluster(
        plan,
        this.#ports,
        new StartProgress(plan, begun, set, options.onProgress),
        options.signal,
      );
      return { left: [] };
    } catch (reason) {
      return { failure: { reason, isRefusal }, left: await this.#cleanUp([...begun.values()], options) };
    }
  }

  /** Ends what a failed start had begun; gives, in words, what is left of it. */
  async #cleanUp(begun: readonly NodeRecord[], options: ClusterActionOptions): Promise<readonly Text[]> {
    if (begun.length === 0) return [];
    this.#set({ ...this.#status, state: 'stopping' });
    try {
      return await stopNodes(begun, this.#ports.keeper, {
        ...options,
        signal: AbortSignal.timeout(cleanUpMs),
      });
    } catch (error) {
      return [text('The cleanup after the failed start was not complete: {0}', String(error))];
    }
  }

  /** Undefined where records cannot be used at all; what was known before then still counts, and the status says why. */
  async #survey(signal: AbortSignal): Promise<ClusterSurvey | undefined> {
    try {
      // Nothing is started to look at a machine that has no record.
      if (!(await this.#ports.mayHaveRecords())) return { nodes: [], broken: [], hasLauncher: false };
      return await surveyNodes(this.clusterFile, this.#ports.keeper, signal);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const problem = { ...problemOf(error), ofRecords: true };
      if (!this.#isBusy()) this.#set({ ...this.#status, problem });
      return undefined;
    }
  }

  /** After an action, whose own result must not be lost by a failure of the look that follows. */
  async #checkQuietly(): Promise<void> {
    try {
      await this.check(AbortSignal.timeout(checkMs));
    } catch {
      // The next poll looks again.
    }
  }

  async #askDashboard(
    { dashboardUrl }: ClusterConnection,
    signal: AbortSignal,
  ): Promise<Pick<ClusterStatus, 'state' | 'problem'>> {
    if (this.#dashboard?.baseUrl !== dashboardUrl) {
      this.#dashboard?.dispose();
      this.#dashboard = this.#ports.dashboard(dashboardUrl);
    }
    try {
      await this.#dashboard.version(signal);
      return { state: 'running' };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof UserError)) throw error;
      const unauthorized = error instanceof DashboardError && error.kind === 'unauthorized';
      const problem = problemOf(error);
      // A dashboard that refuses us is there.
      return { state: unauthorized ? 'running' : 'unreachable', problem };
    }
  }

  /** The problem that is still shown although nothing is wrong now. */
  #standingProblem({ state }: ClusterStatus, [unusable]: readonly FileFault[]): ClusterProblem | undefined {
    const before = this.#status;
    const ofRecords = unusable && { ...unusable, ofRecords: true };
    if (state !== 'stopped') return ofRecords;
    if (before.state !== 'stopped' && before.state !== 'starting')
      return (
        ofRecords ?? {
          what: text('The cluster was stopped by another program.'),
          actions: [{ kind: 'startCluster', file: this.clusterFile }],
        }
      );
    return before.problem?.ofRecords === true ? ofRecords : (before.problem ?? ofRecords);
  }

  #set(status: ClusterStatus): void {
    const changed = JSON.stringify(status) !== JSON.stringify(this.#status);
    this.#status = status;
    if (changed) this.#changed.fire(status);
  }
}

function leftBehind(left: readonly Text[], clusterFile: string): UserError {
  const [what = text('The cleanup is not complete.'), ...more] = left;
  return new UserError(
    what,
    more.length === 0
      ? undefined
      : counted(
          more.length,
          text('1 more remains. See the output.'),
          text('{0} more remain. See the output.', more.length),
        ),
    { kind: 'stopCluster', file: clusterFile },
    { detail: left.map(plain).join('\n') },
  );
}
