/**
 * What was started, written down where it runs: one JSON file per process in `<state folder>/records/`. A new window
 * finds the cluster again by it, and stop ends exactly what it names. This is version 2; the keeper reads version 1
 * too, and gives it in this form.
 */

/**
 * Environment variable that every process of a record inherits; its value is the record's id. The keeper sets it. A
 * process that was started and not yet written down is found by it.
 */
export const recordVariable = 'TWINKLE_PROCESS_RECORD';

/** Names a process for good, with the boot of its machine. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Session id: all that one `setsid` started shares it. */
  readonly session: number;
  /** Clock ticks since boot (field 22 of /proc/<pid>/stat). */
  readonly startTicks: number;
}

/** A window is working on the record, as long as the lease has not expired. */
export interface Lease {
  /** Id of the window that works on it. */
  readonly window: string;
  /** The machine whose clock counts. */
  readonly machine: string;
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

interface RecordBase {
  readonly version: 2;
  readonly id: string;
  /** Random, of this start: a record of the same id that was made later has another one. */
  readonly attempt: string;
  /** `starting` until the start is complete; with an expired lease it was cut off. */
  readonly stage: 'starting' | 'started';
  /** `<host name>@<pid namespace>`; the host name alone, or nothing, in a record of version 1. */
  readonly machine: string;
  /** Boot id; a record of another boot names nothing that lives. */
  readonly boot: string;
  /** Path of the cluster file that it belongs to, on the machine that wrote the record; the key of a cluster. */
  readonly clusterFile: string;
  readonly cluster: string;
  readonly node: string;
  readonly host: string;
  /** The first process; absent as long as it was not started. */
  readonly process?: ProcessIdentity;
  readonly lease?: Lease;
  readonly argv: readonly string[];
  readonly logFile: string;
  /** Where the exit code is written when the process ends; the keeper chooses it. Empty in a record of version 1. */
  readonly exitFile: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface RayFacts {
  /** `ip:port` of the GCS. */
  readonly address: string;
  readonly dashboardUrl: string;
  readonly auth: 'token' | 'disabled';
  readonly head: boolean;
  readonly gpus?: readonly number[];
  readonly npus?: readonly number[];
  /** Every port that the node was given, to be free again after stop. */
  readonly ports: readonly number[];
  /** Ray's own session name, which changes with every start of a head. */
  readonly sessionName?: string;
}

export interface LaunchFacts {
  /** Path of the server_config.yaml. */
  readonly configFile: string;
  readonly dashboardUrl: string;
  readonly endpoint: string;
  readonly applications: readonly string[];
}

export interface NodeRecord extends RecordBase {
  readonly kind: 'node';
  readonly ray: RayFacts;
}

/** A launcher that runs as a process of the head's machine. */
export interface LauncherRecord extends RecordBase {
  readonly kind: 'launcher';
  readonly launch: LaunchFacts;
}

/** A launcher that Ray runs as a job: Ray starts and ends its process, so that the record has none. */
export interface JobRecord extends RecordBase {
  readonly kind: 'job';
  readonly launch: LaunchFacts;
  readonly job: { readonly submissionId: string };
}

/** What launches a server, in each way. */
export type LaunchRecord = LauncherRecord | JobRecord;

export type ProcessRecord = NodeRecord | LauncherRecord | JobRecord;

/** A record that the keeper gives back as it was given. Throws where it is of another kind. */
export function ofKind<K extends ProcessRecord['kind']>(
  record: ProcessRecord | undefined,
  kind: K,
): Extract<ProcessRecord, { kind: K }> {
  if (record?.kind !== kind) throw new Error(`not the record of a ${kind}`);
  return record as Extract<ProcessRecord, { kind: K }>;
}

/** For a new start. */
export function newAttempt(): string {
  return crypto.randomUUID();
}
