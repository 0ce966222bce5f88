/** What one application asks of a Ray cluster: its replicas, and the placement groups that each of them makes. */
import type { Device } from '../../config/devices';
import type { Text } from '../../text/text';

/** Resources of one bundle or actor. CPUs in ten-thousandths, as Ray counts them, so that sums are exact. */
export interface Amount {
  readonly gpus: number;
  readonly npus: number;
  readonly cpus: number;
}

export const nothing: Amount = { gpus: 0, npus: 0, cpus: 0 };

/** Ray's unit of a resource. */
export const unitsPerCpu = 10_000;

export interface Need {
  /** Replicas that the launch waits for. */
  readonly replicas: number;
  /** What the actor of a replica takes outside of its groups. */
  readonly actor: Amount;
  readonly groups: DeviceGroups | CpuGroups | undefined;
}

/** Groups of GPUs or NPUs, one for each node index that the ranks touch, from the first to the last. */
export interface DeviceGroups {
  readonly kind: 'device';
  readonly device: Device;
  /** Devices of each group: `nproc_per_node`. */
  readonly count: number;
  /** Node index of the first group, by which Twinkle picks the node whose CPUs the first group halves. */
  readonly firstIndex: number;
  /** Device slots of the node that the ranks of each group use: rank % nproc_per_node. */
  readonly slots: readonly (readonly number[])[];
  readonly workers: readonly Worker[];
  /** True where the workers are known to compute on their devices; a mock does not. */
  readonly computes: boolean;
}

/** One worker process and the slots of its devices in the list of its node. */
export interface Worker {
  readonly group: number;
  readonly slots: readonly number[];
}

/** Processes on CPUs, `perNode` to a group. */
export interface CpuGroups {
  readonly kind: 'cpu';
  /** A node counts only if a quarter of its CPUs is at least as many. */
  readonly perNode: number;
  /** Processes of each group. */
  readonly processes: readonly number[];
  /** TWINKLE_CPU_PG_CPUS_PER_PROC. */
  readonly cpusPerProcess: number;
}

/** `unknown`: the file leaves something open. `fails`: the replica fails on any cluster. */
export type Needed =
  | { readonly kind: 'known'; readonly need: Need }
  | { readonly kind: 'unknown' | 'fails'; readonly reason: Text };
