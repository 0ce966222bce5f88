/**
 * The port to the keeper: what the product asks of a machine. The keeper is a small program of ours that runs there
 * (client/keeper). All requests are idempotent except `run`: after a lost connection they are sent again.
 */
import type { Command, Exit } from './command';
import type { Lease, ProcessIdentity, ProcessRecord } from '../records/processRecord';
import type { Text } from '../text/text';

/** A process as /proc reports it. Zombies are not among the processes. */
export interface ProcessInfo extends ProcessIdentity {
  readonly parent: number;
  readonly argv: readonly string[];
  /** Value of `recordVariable` in its environment, where that can be read: the record that it was started under. */
  readonly record?: string;
}

/** Why a file or folder is not used, and the command that helps, if any does. */
export interface FileFault {
  readonly what: Text;
  readonly remedy?: Text;
}

/** A graphics card or another accelerator. */
export interface Card {
  readonly kind: 'GPU' | 'NPU';
  readonly index: number;
  readonly name: string;
  /** Absent where the tool does not report it. */
  readonly memoryMb?: number;
}

export interface MachineFacts {
  /** Name of the machine: several may share a home folder, and so the records in it. See `ProcessRecord.machine`. */
  readonly machine: string;
  readonly hostname: string;
  /** Boot id of the running kernel. */
  readonly boot: string;
  /** Home folder of the user there, for `~` in paths. */
  readonly home: string;
  /** `$TWINKLE_STATE_HOME`, else `$XDG_STATE_HOME/twinkle` or `~/.local/state/twinkle` of that machine. */
  readonly state: string;
  /** Such as `Linux`. */
  readonly os: string;
  readonly kernel: string;
  /** Version of the Python that runs the keeper, and its path. */
  readonly python: string;
  readonly executable: string;
  readonly uid: number;
  readonly user: string;
  /** Clock of the machine, milliseconds since the epoch. */
  readonly time: number;
  /** CPUs that this user's processes may use. */
  readonly cpus: number;
  /** Bytes; absent where the kernel does not report it. */
  readonly memory?: number;
  /** Only where they were asked for; absent is unknown, empty is none. */
  readonly cards?: readonly Card[];
}

/** A model in a cache of the machine. */
export interface CachedModel {
  /** ModelScope or Hugging Face, as its id begins. */
  readonly hub: 'ms' | 'hf';
  /** Such as `Qwen/Qwen3.5-4B`. */
  readonly id: string;
  /** Of its weights. */
  readonly bytes: number;
  /** As its `config.json` names it. */
  readonly architecture?: string;
}

/** Records that are meant; without `clusterFile` those of every cluster. */
export interface SurveyFilter {
  readonly clusterFile?: string;
  readonly kind?: ProcessRecord['kind'];
  readonly ids?: readonly string[];
}

/** A record of this machine, with what lives of it. */
export interface SurveyedRecord {
  readonly record: ProcessRecord;
  readonly members: readonly ProcessInfo[];
  /** In the record's session, but nothing proves that this is still the session that was recorded. */
  readonly strays: readonly ProcessInfo[];
  /** Its lease has not expired: some window is working on it. */
  readonly owned: boolean;
}

export interface Survey {
  readonly machine: string;
  readonly boot: string;
  /** Clock of the machine, milliseconds since the epoch. */
  readonly now: number;
  /** Oldest first. */
  readonly records: readonly SurveyedRecord[];
  /** What is wrong with each file that cannot be used as a record, whatever the filter. */
  readonly broken: readonly FileFault[];
}

/** A record of one start. */
export type RecordKey = Pick<ProcessRecord, 'id' | 'attempt'>;

/**
 * A record to be written. The keeper fills in `machine`, `boot` and `exitFile`. With `lease` this window takes or keeps
 * the lease, which is renewed until the record is written without one, removed, or the keeper is left; without `lease`
 * there is none.
 */
export type RecordDraft = DistributiveOmit<ProcessRecord, 'machine' | 'boot' | 'exitFile' | 'lease'> & {
  /** Take or keep the lease. */
  readonly lease?: Lease | boolean;
};
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export type Created =
  | { readonly created: true; readonly record: ProcessRecord }
  /** There is one of this id; `record` is absent where it was removed since. */
  | { readonly created: false; readonly record?: ProcessRecord };

export interface StartRequest {
  /** Its log is made anew; it must be a file of this user alone. */
  readonly record: RecordDraft;
  readonly command: Command;
  /** Also creates the record; otherwise it must exist. */
  readonly create?: boolean;
  /** Of the logs beside the record's log whose names begin so, the newest by name are kept. */
  readonly oldLogs?: { readonly prefix: string; readonly keep: number };
}

export interface StartedRecord {
  /** As it stands now, with its process. */
  readonly record: ProcessRecord & { readonly process: ProcessIdentity };
}

/** How the first process of a record ended: `gone` where that is unknown. */
export type RecordEnd =
  | { readonly gone: false; readonly code: number | null; readonly signal: string | null }
  | { readonly gone: true };

export type KillSignal = 'SIGTERM' | 'SIGKILL' | 'SIGINT';

/** One step of ending what belongs to a record. */
export interface StopPhase {
  /** The first process; raylets; all but the GCS; all. */
  readonly match: 'leader' | 'raylet' | 'others' | 'all';
  readonly signal: KillSignal;
  /** Milliseconds until those that still live get SIGKILL. */
  readonly graceMs: number;
}

export interface StopRequest {
  readonly id: string;
  /** Without it, whatever attempt is there. */
  readonly attempt?: string;
  readonly phases: readonly StopPhase[];
  /** Ports that must be free afterwards, and how long that may take. */
  readonly ports?: readonly number[];
  readonly portMs?: number;
  /** Keep the record though nothing of it lives; default false. */
  readonly keepRecord?: boolean;
}

/** A phase has signalled processes, or had to kill some. */
export interface StopEvent {
  /** Index into `phases`; their number for what was started while the others were ended. */
  readonly phase: number;
  readonly signalled: readonly ProcessInfo[];
  readonly killed: readonly ProcessInfo[];
}

export interface StopOutcome {
  /** Members that do not end. */
  readonly left: readonly ProcessInfo[];
  /** May belong to the record, but nothing proves it; left alone. */
  readonly strays: readonly ProcessInfo[];
  /** Ports of the request that are not free. */
  readonly ports: readonly PortState[];
  /** The record does not exist any more. */
  readonly removed: boolean;
}

export interface PortState {
  readonly port: number;
  /** A listener could be opened on the port of all interfaces. */
  readonly free: boolean;
  /** The process that listens on it, where this user may see it. */
  readonly holder?: ProcessInfo;
}

export interface RunOptions {
  readonly signal: AbortSignal;
  /** Milliseconds; the command and its children are ended after it. */
  readonly timeoutMs: number;
  readonly stdin?: string;
  /** Of the end of each output; default 1 MiB. */
  readonly maxOutputBytes?: number;
  /** Both outputs as they come. */
  readonly onOutput?: (chunk: string) => void;
}

export interface FileSlice {
  readonly bytes: Uint8Array;
  /** Size of the whole file when it was read. */
  readonly size: number;
  /** Changes when the file is another one (inode), so that an offset into the old one means nothing. */
  readonly identity: string;
}

/** The beginning of a file that is there and can be read. */
export type FileBeginning = Pick<FileSlice, 'bytes' | 'size'>;

/** A place in a log. Without `identity` the offset counts in whatever log is there. */
export interface LogCursor {
  readonly identity?: string;
  readonly offset: number;
  /** Of all bytes before the offset (core/format/checksum.ts), where a source gives a log from its beginning each time. */
  readonly checksum?: number;
}

export type FollowEvent =
  | {
      readonly kind: 'data';
      readonly bytes: Uint8Array;
      /** Behind these bytes. */
      readonly cursor: LogCursor & { readonly identity: string };
      /** Size of the whole file when they were read. */
      readonly size: number;
    }
  /** What follows is read from the beginning: of another file, or of the same one. */
  | { readonly kind: 'replaced' }
  | { readonly kind: 'shortened' }
  /** The file does not exist any more; reading goes on when there is one again. */
  | { readonly kind: 'gone' }
  /** It has another name, and is read on until another one has bytes in its place. The cursor stays. */
  | { readonly kind: 'renamed' }
  /** The disk of the file has no room: what is written to it now is lost. The cursor stays. */
  | { readonly kind: 'full' }
  /** A stream was cut off several times where it was before, so that what follows may not come. */
  | { readonly kind: 'cut' };

/** Where logs are followed. */
export interface LogSource {
  /**
   * Reports what stands in a file from the cursor on and what is added, until the signal is aborted: then it rejects
   * with its reason. A file that does not exist yet is waited for. The next bytes are asked for when `onEvent` has
   * resolved. Throws a UserError for anything but a regular file.
   */
  follow(
    path: string,
    cursor: LogCursor,
    onEvent: (event: FollowEvent) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<never>;
}

/** Each method throws a UserError for what a person can fix, and the signal's reason on abort. */
export interface Keeper extends LogSource {
  /** Name of its machine, see `Machine.name`. */
  readonly name: string;
  /** @param cards also look for cards, which may take some seconds */
  facts(options: { readonly cards?: boolean }, signal: AbortSignal): Promise<MachineFacts>;
  /** Models in the caches of ModelScope and Hugging Face; not all of them where there are very many. */
  models(signal: AbortSignal): Promise<readonly CachedModel[]>;
  /** Records of this machine with the processes that live of them, by one look at the process table. */
  survey(filter: SurveyFilter, signal: AbortSignal): Promise<Survey>;
  /** Writes a new record. Of two at once, one gets `created`. Throws where a file that is no record has its name. */
  create(record: RecordDraft, signal: AbortSignal): Promise<Created>;
  /** Writes a record over the one of the same attempt. Throws where it is gone or of another attempt. */
  write(record: RecordDraft, signal: AbortSignal): Promise<ProcessRecord>;
  /** Removes the records that are still of these attempts. No error where there are none. */
  remove(keys: readonly RecordKey[], signal: AbortSignal): Promise<void>;
  /**
   * Starts a command detached, in a session of its own, with both outputs in the record's log. It outlives keeper and
   * editor. The same attempt is never started twice: the process that it has is then the answer.
   */
  start(request: StartRequest, signal: AbortSignal): Promise<StartedRecord>;
  /** Waits until the first process of a record has ended. */
  wait(key: RecordKey, signal: AbortSignal): Promise<RecordEnd>;
  /** Ends what belongs to a record, phase by phase; removes the record when nothing is left. */
  stop(request: StopRequest, onEvent: (event: StopEvent) => void, signal: AbortSignal): Promise<StopOutcome>;
  /** In the order of the ports. */
  ports(ports: readonly number[], signal: AbortSignal): Promise<readonly PortState[]>;
  /** Runs a command to its end. Throws on timeout and when it cannot be started; an exit code is a result. */
  run(command: Command, options: RunOptions): Promise<Exit>;
  /** Part of a regular file, at most 1 MiB; undefined if there is none. Throws for a link, a FIFO and their like. */
  read(path: string, from: number, maxBytes: number, signal: AbortSignal): Promise<FileSlice | undefined>;
  /**
   * The beginning of each file, in the order of the paths, by one request; undefined for one that is absent, no regular
   * file, or not readable. All of them together are at most 16 MiB.
   */
  beginnings(
    paths: readonly string[],
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<readonly (FileBeginning | undefined)[]>;
  /** Names in each folder; none where it does not exist. */
  list(folders: readonly string[], signal: AbortSignal): Promise<readonly (readonly string[])[]>;
}
