/** skeleton */
import type { RayDashboard } from '../adapters/rayHttp';
import { Emitter, type Disposable, type Event } from '../core/event';
import type { Host } from '../core/host';
import type { Check, LaunchView, LogLine } from '../core/launchView';
import type { ProcessRecord } from '../core/record';
import type { Text } from '../core/text';

/** The records that this session needs; adapters/recordStore.ts. */
export interface LaunchRecords {
  list(signal: AbortSignal): Promise<readonly ProcessRecord[]>;
  write(record: ProcessRecord, signal: AbortSignal): Promise<void>;
  remove(id: string, signal: AbortSignal): Promise<void>;
}

export interface LaunchPorts {
  /** The host of the head. */
  readonly host: Host;
  readonly records: LaunchRecords;
  readonly dashboard: (url: string) => RayDashboard;
  /** Findings of the editor for a configuration file (`twinkle/check`); undefined where nobody knows. */
  readonly findings: (configFile: string, signal: AbortSignal) => Promise<FindingCounts | undefined>;
  /** Asks whether to go on although a check warns. */
  readonly confirm: (question: Text, checks: readonly Check[], signal: AbortSignal) => Promise<boolean>;
}

export interface FindingCounts {
  readonly errors: number;
  readonly warnings: number;
}

export interface LaunchRequest {
  /** Path of the server_config.yaml on the head's host. */
  readonly configFile: string;
  /** From `twinkle/deployment`: names in order of the file, and where the server listens. */
  readonly applications: readonly string[];
  readonly http: { readonly host: string; readonly port: number };
  /** Route prefix of the application of kind `server`. */
  readonly gatewayPrefix?: string;
  readonly python: string;
  /** Environment of the cluster file and of the head node. */
  readonly env: Readonly<Record<string, string>>;
  readonly trustRemoteCode: boolean;
  /** Environment variable → name of the secret that fills it, where the cluster wants a token. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** The one server of one cluster. */
export class LaunchSession implements Disposable {
  readonly #changed = new Emitter<LaunchView>();
  readonly #log = new Emitter<readonly LogLine[]>();
  readonly view: LaunchView = { state: 'stopped', checks: [], applications: [], left: [] };
  readonly onDidChange: Event<LaunchView> = this.#changed.event;
  readonly onLog: Event<readonly LogLine[]> = this.#log.event;

  /** @param clusterFile key of the cluster: the path of its cluster file, as records have it. */
  constructor(
    readonly clusterFile: string,
    readonly ports: LaunchPorts,
  ) {}

  /** Preflight, then the launch. Resolves when the server runs; throws a UserError when it does not come up. */
  launch(_request: LaunchRequest, _signal: AbortSignal): Promise<void> {
    return Promise.reject(new Error());
  }

  /** Finds a launcher of this cluster that another window started. True if there is one (view tells its state). */
  recover(_signal: AbortSignal): Promise<boolean> {
    return Promise.reject(new Error());
  }

  /** Ends the launcher of the record, and verifies that Ray Serve has no application left. */
  stop(_signal: AbortSignal): Promise<void> {
    return Promise.reject(new Error());
  }

  /** Lets go of everything here; the server runs on. */
  dispose(): void {
    this.#changed.dispose();
    this.#log.dispose();
  }
}
