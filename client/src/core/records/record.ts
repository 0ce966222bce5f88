/**
 * Environment variable that every process of a record inherits; its value is the record's id. A process that was started
 * and not yet written down, because the editor ended in between, is found by it.
 */
export const recordVariable = 'TWINKLE_PROCESS_RECORD';

/**
 * What was started, written down where it runs: one JSON file per process in `<state folder>/records/`. A new window
 * finds the cluster again by it, and stop ends exactly what it names.
 */
export interface ProcessRecord {
  readonly version: 1;
  readonly id: string;
  /** `starting` is written before the process is started; absent means `started`. */
  readonly stage?: 'starting' | 'started';
  /** The process that is starting it, so that another window tells a start under way from one cut off. */
  readonly owner?: { readonly pid: number; readonly startTicks: number };
  readonly kind: 'ray-node' | 'launcher';
  /** Path of the cluster file that it belongs to, on the machine that wrote the record; the key of a cluster. */
  readonly clusterFile: string;
  readonly cluster: string;
  readonly node: string;
  readonly host: string;
  /** Name of the machine that it runs on; absent in a launcher's record of an older version. See app/records/recordsHere.ts. */
  readonly machine?: string;
  /** Session id that `setsid` gave, in which everything of this record lives; 0 as long as it is not known. */
  readonly session: number;
  /** Start time of the session's first process, in clock ticks since boot; nothing older belongs to the record. */
  readonly startTicks: number;
  readonly bootId: string;
  readonly argv: readonly string[];
  readonly logFile: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly ray?: {
    /** `ip:port` of the GCS. */
    readonly address: string;
    readonly dashboardUrl: string;
    readonly auth?: 'token' | 'disabled';
    readonly head: boolean;
    readonly gpus?: readonly number[];
    readonly npus?: readonly number[];
    /** Every port that the node was given, to be free again after stop. */
    readonly ports: readonly number[];
    /** Ray's own session name, which changes with every start of a head. */
    readonly sessionName?: string;
  };
  readonly launch?: {
    /** Path of the server_config.yaml. */
    readonly configFile: string;
    readonly dashboardUrl: string;
    readonly endpoint: string;
    readonly applications: readonly string[];
  };
}
