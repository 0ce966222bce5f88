/** What the cluster's session needs of the world; ui/ hands it in, tests hand in real parts of their own. */
import type { Dashboard } from '../../core/ray/dashboard';
import type { RecordStore } from '../../adapters/recordStore';
import type { Host } from '../../core/machine/host';
import type { Progress } from '../../core/async/progress';

export interface ClusterPorts {
  readonly host: Host;
  readonly records: RecordStore;
  /** A dashboard that sends the token of this cluster where it needs one; the session disposes of it. */
  readonly dashboard: (url: string) => Dashboard;
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

/** For what must be done to its end once it has begun, such as writing down what was started. */
export const never: AbortSignal = new AbortController().signal;
