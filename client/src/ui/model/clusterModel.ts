/** One cluster file with all that belongs to it: the cluster's session, its server's session and the poller. */
import * as vscode from 'vscode';
import { readSnapshot } from '../../app/ray/readSnapshot';
import { ClusterSession, type ClusterPorts } from '../../app/cluster/session';
import { Launchers } from '../../app/launch/launchers';
import { LaunchSession, type LaunchPorts } from '../../app/launch/session';
import { LaunchWatch } from '../../app/launch/watch';
import { Poller } from '../../app/ray/poller';
import { Emitter, type Disposable } from '../../core/async/event';
import type { NodeStatus } from '../../core/cluster/status';
import type { LaunchView, LogLine } from '../../core/launch/view';
import { LineBuffer } from '../../core/logs/buffer';
import type { TreeInput } from '../../core/rows/row';
import { tokenSecret } from '../../core/secrets/rayToken';
import type { Dashboard } from '../../core/ray/dashboard';
import type { PollState } from '../../core/ray/snapshot';
import { Disposables } from '../disposables';
import { isCancellation } from '../messages/errors';
import type { OutputLog } from '../messages/outputLog';
import { requireTrust } from '../trust/trust';
import { LaunchCause, type LaunchCausePorts } from './launchCause';

export type ModelPorts = Omit<ClusterPorts & LaunchPorts, 'dashboard' | 'launcher'> & {
  /** Asks the language server for the value that made a launch fail. */
  readonly cause: LaunchCausePorts['ask'];
  /** Opens a dashboard; `token` gives the Ray token at each request, so that a changed one counts at once. */
  readonly dashboard: (url: string, token: () => Promise<string | undefined>) => Dashboard;
};

/** Lines of the end of the server's log that a report holds. */
const tailLimits = { lines: 50, characters: Infinity };

const notPolled: PollState = { missed: 0, stale: false };

export class ClusterModel implements Disposable {
  readonly uri: vscode.Uri;
  readonly session: ClusterSession;
  readonly launch: LaunchSession;
  readonly launchCause: LaunchCause;
  readonly #ports: ModelPorts;
  readonly #log: OutputLog;
  readonly #changed = new Emitter<undefined>();
  readonly #lifetime = new AbortController();
  readonly #launchChanged = new Emitter<LaunchView>();
  readonly #tail = new LineBuffer<LogLine>(tailLimits);
  readonly #owned = new Disposables();
  readonly #watch = new LaunchWatch();
  #seen: LaunchView;
  /** The poller of the running cluster, with the dashboard that it asks; undefined while there is none. */
  #polling: { readonly url: string; readonly poller: Poller; readonly owned: Disposables } | undefined;
  #visible = false;
  #recovered = false;
  #recovery: Promise<void> | undefined;

  /** Anything that the tree or the status bar shows may have changed. */
  readonly onDidChange = this.#changed.event;
  /** The launch, or what Ray reports about it, may have changed. */
  readonly onDidChangeLaunch = this.#launchChanged.event;

  constructor(uri: vscode.Uri, ports: ModelPorts, log: OutputLog) {
    this.uri = uri;
    this.#ports = ports;
    this.#log = log;
    const dashboard = (url: string) => this.#dashboard(url);
    this.session = this.#owned.add(new ClusterSession(uri.fsPath, { ...ports, dashboard }));
    const launcher = new Launchers(ports.keeper, dashboard);
    this.launch = this.#owned.add(new LaunchSession(uri.fsPath, { ...ports, dashboard, launcher }));
    this.#seen = this.launch.view;
    this.launchCause = this.#owned.add(
      new LaunchCause(this.launch, {
        ask: ports.cause,
        onError: error => {
          log.error(error);
        },
      }),
    );
    const update = () => {
      this.#update();
    };
    this.#owned.add(this.session.onDidChange(update));
    this.#owned.add(this.launch.onDidChange(update));
    this.#owned.add(
      this.launch.onNewLog(() => {
        this.#tail.clear();
        log.clearServerLog();
      }),
    );
    this.#owned.add(
      this.launch.onLog(lines => {
        this.#tail.push(lines);
        log.appendServerLines(lines);
      }),
    );
  }

  /** The path of the cluster file: the key of its records. */
  get file(): string {
    return this.uri.fsPath;
  }

  /** The last lines of the server's log, as they are shown. */
  get logTail(): readonly string[] {
    return this.#tail.lines.map(({ text }) => text);
  }

  get input(): TreeInput {
    return {
      cluster: this.session.status.state,
      poll: this.#poll,
      launch: this.#seen,
      records: this.session.status.records,
    };
  }

  /** The launch with what Ray reports about it: what its applications wait for, and whether it hangs. */
  get seenLaunch(): LaunchView {
    return this.#seen;
  }

  /** Name of the secret that holds the token of this cluster, whether it was started here or not. */
  async tokenSecret(): Promise<string> {
    return (
      this.session.status.connection?.secrets['RAY_AUTH_TOKEN'] ??
      tokenSecret(this.file, (await this.#ports.keeper.facts({}, this.#lifetime.signal)).machine)
    );
  }

  /** A cluster that is up, or that may be. */
  get runs(): boolean {
    return this.session.status.state !== 'stopped';
  }

  /** Nodes of the cluster that Ray reports, or that have started; undefined where it does not run. */
  get livingNodes(): readonly NodeStatus[] | undefined {
    const { state, nodes } = this.session.status;
    // A cluster that is being started is not complete yet.
    if (state !== 'running' && state !== 'degraded') return undefined;
    return nodes.filter(node => node.state === 'running');
  }

  /** True once records and processes were looked at. */
  get recovered(): boolean {
    return this.#recovered;
  }

  /** Looks for what another window started, where the workspace is trusted. Never rejects: one cluster's trouble must not hide the others. */
  async recover(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    this.#recovery ??= this.#recover().finally(() => {
      this.#recovery = undefined;
    });
    await this.#recovery;
  }

  async #recover(): Promise<void> {
    const { signal } = this.#lifetime;
    this.#recovered = true;
    try {
      if (await this.session.recover(signal)) await this.launch.recover(signal);
    } catch (error) {
      if (!isCancellation(error)) this.#log.error(error);
    }
    this.#update();
  }

  /** Polls while it is shown; what changes by itself is polled whether shown or not (see {@link #update}). */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#update();
  }

  /** Asks processes and dashboard now. Never rejects: what fails is shown by the state. */
  async refresh(): Promise<void> {
    // A server that another window has launched since is found by its record alone.
    if (this.#polling === undefined || this.launch.view.state === 'stopped') await this.recover();
    await this.#polling?.poller.refresh();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#polling?.owned.dispose();
    this.#owned.dispose();
    this.#changed.dispose();
    this.#launchChanged.dispose();
  }

  #update(): void {
    if (this.#lifetime.signal.aborted) return;
    const url = this.session.status.connection?.dashboardUrl;
    const wanted = this.runs ? url : undefined;
    if (this.#polling?.url !== wanted) {
      this.#polling?.owned.dispose();
      this.#polling = wanted === undefined ? undefined : this.#startPolling(wanted);
    }
    this.#polling?.poller.setVisible(this.#visible || this.#inTransition);
    this.#look();
  }

  /** Each poll is a look at the clock, too: while a launch is under way, there is one every few seconds. */
  #look(): void {
    const { view, heard } = this.launch;
    this.#seen = this.#watch.look({ view, heard, poll: this.#poll, now: Date.now() });
    this.#launchChanged.fire(this.#seen);
    this.#changed.fire(undefined);
  }

  get #poll(): PollState {
    return this.#polling?.poller.state ?? notPolled;
  }

  get #inTransition(): boolean {
    return (
      ['starting', 'stopping'].includes(this.session.status.state) ||
      ['launching', 'stopping'].includes(this.launch.view.state)
    );
  }

  #startPolling(url: string) {
    const owned = new Disposables();
    const dashboard = owned.add(this.#dashboard(url));
    const poller = owned.add(
      new Poller(async signal => {
        // First, so that a cluster that died is reported as such and not as an unreachable dashboard.
        await this.session.check(signal);
        return readSnapshot(dashboard, signal);
      }),
    );
    owned.add(
      poller.onDidChange(() => {
        this.#look();
      }),
    );
    return { url, poller, owned };
  }

  /** Throws a UserError in an untrusted workspace: nothing is to be asked there. */
  #dashboard(url: string): Dashboard {
    requireTrust();
    const token = async () =>
      // One of an earlier start may still be kept.
      this.session.status.connection?.auth === 'disabled'
        ? undefined
        : this.#ports.secrets.get(await this.tokenSecret());
    return this.#ports.dashboard(url, token);
  }
}
