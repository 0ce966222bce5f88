/** skeleton */
import type { ClusterView } from '../../../server/src/protocol';
import type { RayDashboard } from '../adapters/rayHttp';
import type { RecordStore } from '../adapters/recordStore';
import type { ClusterStatus } from '../core/clusterStatus';
import { Emitter, type Disposable, type Event } from '../core/event';
import type { Host } from '../core/host';
import type { Progress } from '../core/session';

export interface ClusterPorts {
  readonly host: Host;
  readonly records: RecordStore;
  /** A dashboard that sends the token of this cluster where it needs one; the session disposes of it. */
  readonly dashboard: (url: string) => RayDashboard;
  readonly secrets: SecretStore;
  /** The interpreter for nodes that name none. */
  readonly python: () => Promise<string | undefined>;
}

export interface SecretStore {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
}

export interface ClusterActionOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** The one cluster of one cluster file. */
export class ClusterSession implements Disposable {
  readonly #changed = new Emitter<ClusterStatus>();
  readonly onDidChange: Event<ClusterStatus> = this.#changed.event;
  readonly status: ClusterStatus = { state: 'stopped', nodes: [], records: [] };

  /** @param clusterFile path of the cluster file, the key of its records. */
  constructor(
    readonly clusterFile: string,
    readonly ports: ClusterPorts,
  ) {}

  /** The commands that `start` would run now, as a shell script. Throws a UserError where there is no plan. */
  preview(_view: ClusterView, _signal: AbortSignal): Promise<string> {
    return Promise.reject(new Error());
  }

  /**
   * Preflight, head, workers; resolves when Ray counts every node as ALIVE. On failure and on abort all that it had
   * started is stopped again; then throws a UserError, or the signal's reason.
   */
  start(_view: ClusterView, _options: ClusterActionOptions): Promise<void> {
    return Promise.reject(new Error());
  }

  /** Ends what the records name, workers first; throws a UserError that lists what is left, if anything. */
  stop(_options: ClusterActionOptions): Promise<void> {
    return Promise.reject(new Error());
  }

  /** Looks at the records for a cluster that another window, or one before, started. True if there is one. */
  recover(_signal: AbortSignal): Promise<boolean> {
    return Promise.reject(new Error());
  }

  /** Looks at processes and dashboard again; to be called with every poll while anything is visible. */
  check(_signal: AbortSignal): Promise<ClusterStatus> {
    return Promise.reject(new Error());
  }

  /** Lets go of everything here; the cluster runs on. */
  dispose(): void {
    this.#changed.dispose();
  }
}
