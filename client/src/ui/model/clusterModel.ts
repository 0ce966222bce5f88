/** One cluster file with all that belongs to it: how it is watched, its tail of the server's log, and its launch's cause. */
import * as vscode from 'vscode';
import type { ClusterSession } from '../../app/cluster/session';
import type { LaunchSession } from '../../app/launch/session';
import { Launchers } from '../../app/launch/launchers';
import { ClusterWatch, type WatchPorts } from '../../app/window/clusterWatch';
import type { Disposable, Event } from '../../core/async/event';
import type { NodeStatus } from '../../core/cluster/status';
import type { LaunchView, LogLine } from '../../core/launch/view';
import { LineBuffer } from '../../core/logs/buffer';
import type { TreeInput } from '../../core/rows/row';
import { tokenSecret } from '../../core/secrets/rayToken';
import type { Dashboard } from '../../core/ray/dashboard';
import { Disposables } from '../disposables';
import { isCancellation } from '../messages/errors';
import type { OutputLog } from '../messages/outputLog';
import { requireTrust } from '../trust/trust';
import { LaunchCause, type LaunchCausePorts } from './launchCause';

export type ModelPorts = Omit<WatchPorts, 'dashboard' | 'launcher'> & {
  /** Asks the language server for the value that made a launch fail. */
  readonly cause: LaunchCausePorts['ask'];
  /** Opens a dashboard; `token` gives the Ray token at each request, so that a changed one counts at once. */
  readonly dashboard: (url: string, token: () => Promise<string | undefined>) => Dashboard;
};

/** Lines of the end of the server's log that a report holds. */
const tailLimits = { lines: 50, characters: Infinity };

export class ClusterModel implements Disposable {
  readonly uri: vscode.Uri;
  readonly session: ClusterSession;
  readonly launch: LaunchSession;
  readonly launchCause: LaunchCause;
  /** Anything that the tree or the status bar shows may have changed. */
  readonly onDidChange: Event<undefined>;
  /** The launch, or what Ray reports about it, may have changed. */
  readonly onDidChangeLaunch: Event<LaunchView>;
  readonly #ports: ModelPorts;
  readonly #log: OutputLog;
  readonly #lifetime = new AbortController();
  readonly #tail = new LineBuffer<LogLine>(tailLimits);
  readonly #owned = new Disposables();
  readonly #watch: ClusterWatch;
  #recovered = false;
  #recovery: Promise<void> | undefined;

  constructor(uri: vscode.Uri, ports: ModelPorts, log: OutputLog) {
    this.uri = uri;
    this.#ports = ports;
    this.#log = log;
    const dashboard = (url: string) => this.#dashboard(url);
    const launcher = new Launchers(ports.keeper, dashboard);
    this.#watch = this.#owned.add(new ClusterWatch(uri.fsPath, { ...ports, dashboard, launcher }));
    this.session = this.#watch.session;
    this.launch = this.#watch.launch;
    this.onDidChange = this.#watch.onDidChange;
    this.onDidChangeLaunch = this.#watch.onDidChangeLaunch;
    this.launchCause = this.#owned.add(
      new LaunchCause(this.launch, {
        ask: ports.cause,
        onError: error => {
          log.error(error);
        },
      }),
    );
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
    return this.#watch.input;
  }

  /** The launch with what Ray reports about it: what its applications wait for, and whether it hangs. */
  get seenLaunch(): LaunchView {
    return this.#watch.seenLaunch;
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
    return this.#watch.runs;
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
    this.#recovered = true;
    try {
      await this.#watch.recover();
    } catch (error) {
      if (!isCancellation(error)) this.#log.error(error);
    }
  }

  /** Polls while it is shown; what changes by itself is polled whether shown or not. */
  setVisible(visible: boolean): void {
    this.#watch.setVisible(visible);
  }

  /** Asks processes and dashboard now. Never rejects: what fails is shown by the state. */
  async refresh(): Promise<void> {
    // A server that another window has launched since is found by its record alone.
    if (!this.runs || this.launch.view.state === 'stopped') await this.recover();
    await this.#watch.poll();
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#owned.dispose();
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
