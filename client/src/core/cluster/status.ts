/** What a cluster session shows in the ui. */
import type { NodeRecord } from '../records/processRecord';
import type { Problem } from '../text/text';

export type ClusterState = 'stopped' | 'starting' | 'running' | 'degraded' | 'unreachable' | 'stopping';

export interface ClusterStatus {
  readonly state: ClusterState;
  /** One per node that was started, the head first. */
  readonly nodes: readonly NodeStatus[];
  readonly records: readonly NodeRecord[];
  /** How to reach the cluster, once its head runs. */
  readonly connection?: ClusterConnection;
  /** Why it is degraded or unreachable, or what the last start or stop left behind. */
  readonly problem?: ClusterProblem;
}

export interface NodeStatus {
  readonly name: string;
  readonly host: string;
  readonly head: boolean;
  readonly gpus?: readonly number[];
  readonly npus?: readonly number[];
  /** `started`: Ray does not report it yet. `gone`: its raylet is no longer there. */
  readonly state: 'waiting' | 'starting' | 'started' | 'running' | 'gone' | 'stopping';
}

export interface ClusterConnection {
  /** `ip:port` of the GCS, for RAY_ADDRESS. */
  readonly address: string;
  readonly dashboardUrl: string;
  readonly auth: 'token' | 'disabled';
  /** Environment variable → name of the secret, for whatever joins the cluster. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The interpreter that the head was started with. */
  readonly python: string;
}

export interface ClusterProblem extends Problem {
  /** True where it is of the records: it goes when they can be used again, whatever the cluster does. */
  readonly ofRecords?: boolean;
}
