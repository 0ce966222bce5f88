import type { Claims } from './claims';
import type { Problem, Text } from '../text/text';

/**
 * A cluster at one moment, decoded from Ray's dashboard. Every field that Ray may leave out is optional; a missing one
 * is shown as unknown, never as 0.
 */
export interface Snapshot {
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly takenAt: number;
  readonly rayVersion?: string;
  /** Ray's session name: another one is another cluster, and nothing kept of the old one is valid. */
  readonly sessionName?: string;
  readonly nodes: readonly NodeState[];
  readonly applications: readonly ApplicationState[];
  /** Who holds resources and who waits for some; absent where it was not asked for, or Ray does not tell. */
  readonly claims?: Claims;
  /** Parts that could not be read, in words; the others are still true. */
  readonly gaps: readonly SnapshotGap[];
}

export interface SnapshotGap {
  readonly part: 'nodes' | 'applications' | 'usage';
  readonly reason: Text;
}

export interface NodeState {
  readonly nodeId: string;
  readonly ip?: string;
  readonly hostname?: string;
  /** The name that `ray start --node-name` gave; absent where Ray filled in the address. */
  readonly name?: string;
  /** Ports that this raylet and its agents listen on: what distinguishes several nodes of one machine. */
  readonly ports: readonly number[];
  readonly head: boolean;
  /** ALIVE or DEAD, as Ray writes it. */
  readonly state: string;
  readonly stateMessage?: string;
  /** Logical resources: what Ray was started with, and what is reserved now (by actors and placement groups). */
  readonly gpus?: Amount;
  /** Ascend NPUs; absent where Ray counts none on the node. */
  readonly npus?: Amount;
  readonly cpus?: Amount;
  /** Physical cards as the node's agent sees them: all of the host, whatever the node was given. */
  readonly cards: readonly CardState[];
}

export interface Amount {
  readonly total: number;
  readonly used?: number;
}

export interface CardState {
  readonly index: number;
  readonly name?: string;
  readonly uuid?: string;
  /** Percent; absent where NVML does not report it. */
  readonly utilization?: number;
  /** MB */
  readonly memoryUsed?: number;
  readonly memoryTotal?: number;
}

export interface ApplicationState {
  readonly name: string;
  readonly routePrefix?: string;
  /** NOT_STARTED, DEPLOYING, RUNNING, DEPLOY_FAILED, DELETING, UNHEALTHY, as Ray Serve writes it. */
  readonly status: string;
  readonly message?: string;
  /** Milliseconds since the epoch, by the clock of Serve's controller: when it was deployed last. */
  readonly deployedAt?: number;
  readonly deployments: readonly DeploymentState[];
}

export interface DeploymentState {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly targetReplicas?: number;
  /** How far it scales down by itself; absent where it does not scale. */
  readonly minReplicas?: number;
  readonly replicas: readonly ReplicaState[];
}

export interface ReplicaState {
  readonly id: string;
  readonly state: string;
  readonly nodeId?: string;
  readonly pid?: number;
}

/** What a poller knows: the newest snapshot, and why there is none newer. */
export interface PollState {
  readonly snapshot?: Snapshot;
  /** Why the last attempt failed; absent after a success. */
  readonly problem?: PollProblem;
  /** Attempts that failed since the last success. */
  readonly missed: number;
  /** Milliseconds since the epoch: when the first of them failed. */
  readonly since?: number;
  /** Two attempts or more were missed: what the snapshot says may no longer be true. */
  readonly stale: boolean;
}

export interface PollProblem extends Problem {
  /** `unreachable` is not `stopped`: whether the cluster runs is decided by its processes, not by its dashboard. */
  readonly kind: 'unreachable' | 'unauthorized' | 'other';
}
