/** skeleton */
import type { ClusterView } from '../../../server/src/protocol';
import type { Command } from './command';
import type { NodePorts } from './ports';
import type { Text } from './text';

/** What must be true before the next step. */
export type Condition =
  /** The command has ended with exit code 0. */
  | { readonly kind: 'exited' }
  /** The dashboard answers and counts these nodes as ALIVE. */
  | { readonly kind: 'alive'; readonly dashboardUrl: string; readonly nodes: readonly string[] };

export interface PlanStep {
  /** Id of the record that the step is written down under. */
  readonly id: string;
  readonly node: string;
  readonly host: string;
  readonly title: Text;
  /** Runs in a session of its own, as by `setsid`. */
  readonly command: Command;
  readonly logFile: string;
  readonly until: Condition;
  /** Milliseconds. */
  readonly timeoutMs: number;
  readonly head: boolean;
  readonly gpus?: readonly number[];
  readonly ports: readonly number[];
}

export interface ClusterPlan {
  readonly clusterFile: string;
  readonly name: string;
  readonly dashboardUrl: string;
  readonly auth: 'token' | 'disabled';
  /** The head first. */
  readonly steps: readonly PlanStep[];
  /** After the last step. */
  readonly ready: { readonly until: Condition; readonly timeoutMs: number };
}

/** Facts that are not in the cluster file. */
export interface PlanEnvironment {
  /** Path of the cluster file; commands run in its folder. */
  readonly clusterFile: string;
  /** The interpreter for nodes that name none. */
  readonly python?: string;
  /** Home folder, for `~`. */
  readonly home: string;
  readonly logFolder: string;
  readonly ports: readonly NodePorts[];
}

/** The steps that start the cluster. Throws a UserError for a file that cannot be started. */
export function planCluster(_view: ClusterView, _environment: PlanEnvironment): ClusterPlan {
  throw new Error();
}

/** Name of the secret that holds the Ray token of a cluster. */
export function tokenSecret(clusterFile: string): string {
  return `ray-token:${clusterFile}`;
}
