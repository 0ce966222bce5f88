/**
 * One cluster as one window watches it: the session of the cluster, that of its server, the poller of its dashboard, and
 * what they say together. What one of them learns first counts for the others.
 */
import { Emitter, type Disposable } from '../../core/async/event';
import type { LaunchView } from '../../core/launch/view';
import type { PollState, Snapshot } from '../../core/ray/snapshot';
import type { Dashboard } from '../../core/ray/dashboard';
import type { TreeInput } from '../../core/rows/row';
import { ClusterSession, type ClusterPorts } from '../cluster/session';
import { LaunchSession, type LaunchPorts } from '../launch/session';
import { LaunchWatch } from '../launch/watch';
import { Poller } from '../ray/poller';
import { readSnapshot } from '../ray/readSnapshot';

export type WatchPorts = ClusterPorts & LaunchPorts;

const notPolled: PollState = { missed: 0, stale: false };

interface Polling extends Disposable {
  /** Of the dashboard; undefined while the cluster has none, such as one whose head has ended. */
  readonly url: string | undefined;
  readonly poller: Poller;
}

export class ClusterWatch implements Disposable {
  readonly session: ClusterSession;
  readonly launch: LaunchSession;
  readonly #dashboard: WatchPorts['dashboard'];
  readonly #changed = new Emitter<undefined>();
  readonly #launchChanged = new Emitter<LaunchView>();
  readonly #lifetime = new AbortController();
  readonly #watch = new LaunchWatch();
  #seen: LaunchView;
  /** Of a cluster that runs, or may. */
  #polling: Polling | undefined;
  #visible = false;
  #wasUp = false;

  /** Anything that is shown of this cluster may have changed. */
  readonly onDidChange = this.#changed.event;
  /** The launch, or what Ray reports about it, may have changed. */
  readonly onDidChangeLaunch = this.#launchChanged.event;

  /** @param clusterFile key of the cluster: the path of its cluster file, as records have it. */
  constructor(clusterFile: string, ports: WatchPorts) {
    this.#dashboard = ports.dashboard;
    this.session = new ClusterSession(clusterFile, ports);
    this.launch = new LaunchSession(clusterFile, ports);
    this.#seen = this.launch.view;
    const update = () => {
      this.#update();
    };
    this.session.onDidChange(update);
    this.launch.onDidChange(update);
  }

  /** What rows and status bar are made of. */
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

  /** A cluster that is up, or that may be. */
  get runs(): boolean {
    return this.session.status.state !== 'stopped';
  }

  /** Looks for what another window, or one before, has started. Throws what the keeper throws. */
  async recover(): Promise<void> {
    const { signal } = this.#lifetime;
    try {
      if (await this.session.recover(signal)) await this.launch.recover(signal);
    } finally {
      this.#update();
    }
  }

  /** Polls while it is shown; what changes by itself is polled whether shown or not. */
  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#update();
  }

  /** Asks processes and dashboard now. Never rejects: what fails is shown by the state. */
  async poll(): Promise<void> {
    await this.#polling?.poller.refresh();
  }

  /** Releases everything here; cluster and server keep running. */
  dispose(): void {
    this.#lifetime.abort();
    this.#polling?.dispose();
    this.launch.dispose();
    this.session.dispose();
    this.#changed.dispose();
    this.#launchChanged.dispose();
  }

  #update(): void {
    if (this.#lifetime.signal.aborted) return;
    this.#wasUp ||= this.runs && this.session.status.state !== 'starting';
    if (this.#isHeadGone) this.launch.clusterEnded();
    const url = this.session.status.connection?.dashboardUrl;
    if (!this.runs) {
      this.#polling?.dispose();
      this.#polling = undefined;
    } else if (this.#polling === undefined || this.#polling.url !== url) {
      this.#polling?.dispose();
      this.#polling = this.#startPolling(url);
    }
    this.#polling?.poller.setUrgent(this.#inTransition);
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

  /** By its processes: without its head, a cluster runs nothing. */
  get #isHeadGone(): boolean {
    const { state, nodes } = this.session.status;
    return nodes.some(node => node.head && node.state === 'gone') || (state === 'stopped' && this.#wasUp);
  }

  get #inTransition(): boolean {
    return (
      ['starting', 'stopping'].includes(this.session.status.state) ||
      ['launching', 'stopping'].includes(this.launch.view.state)
    );
  }

  #startPolling(url: string | undefined): Polling {
    const dashboard = url === undefined ? undefined : this.#dashboard(url);
    const poller = new Poller(signal => this.#read(dashboard, signal));
    poller.onDidChange(state => {
      const { snapshot, missed } = state;
      if (snapshot !== undefined && missed === 0) this.launch.heed(snapshot.applications);
      this.#look();
    });
    return {
      url,
      poller,
      dispose: () => {
        poller.dispose();
        dashboard?.dispose();
      },
    };
  }

  async #read(dashboard: Dashboard | undefined, signal: AbortSignal): Promise<Snapshot | undefined> {
    // First, so that a cluster that died is reported as such and not as an unreachable dashboard.
    await this.session.check(signal);
    // Another window may have launched a server, or was reloaded in the moment in which it did.
    if (this.session.hasLauncher && this.launch.view.state === 'stopped')
      await this.launch.recover(this.#lifetime.signal);
    return dashboard === undefined ? undefined : readSnapshot(dashboard, signal);
  }
}
