/** What the cluster's session needs of the world; ui/ hands it in, tests hand in real parts of their own. */
import type { Dashboard } from '../../core/ray/dashboard';
import type { Progress } from '../../core/async/progress';
import type { Keeper } from '../../core/machine/keeper';

export interface ClusterPorts {
  /** Of the machine that the cluster runs on. */
  readonly keeper: Keeper;
  /** False where that machine has no record at all; found out without starting anything. */
  readonly mayHaveRecords: () => Promise<boolean>;
  /** A dashboard that sends the token of this cluster where it needs one; the session disposes of it. */
  readonly dashboard: (url: string) => Dashboard;
  readonly secrets: SecretStore;
  /** The interpreter for nodes that name none. */
  readonly python: () => Promise<string | undefined>;
}

export interface SecretStore {
  get(name: string): Promise<string | undefined>;
  set(name: string, value: string): Promise<void>;
  /** No error if there is none. */
  remove(name: string): Promise<void>;
}

export interface ClusterActionOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}
