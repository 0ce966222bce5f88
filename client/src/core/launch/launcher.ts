/**
 * The port to what runs a server: a process of the head's machine (app/launch/processLauncher.ts), or a job of Ray
 * (app/launch/job/jobLauncher.ts).
 */
import type { FileSlice, LogSource, ProcessInfo, RecordEnd } from '../machine/keeper';
import type { JobInfo, JobStatus } from '../ray/jobs';
import type { LaunchFacts, LaunchRecord, NodeRecord } from '../records/processRecord';
import type { Text } from '../text/text';
import type { LaunchPlanInput } from './plan';

/** A recorded launcher. */
export interface FoundLauncher {
  readonly record: LaunchRecord;
  /** It runs, or nobody can say that it does not. */
  readonly lives: boolean;
  /** Another window is just starting it. */
  readonly owned: boolean;
  /** Its process on the head's machine, where it is one and lives. */
  readonly process?: ProcessInfo | undefined;
}

export interface LauncherStart {
  readonly plan: LaunchPlanInput;
  /** Of the cluster that the server runs on. */
  readonly head: NodeRecord;
  readonly launch: LaunchFacts;
}

/** How a launcher ended, and what Ray reports about a job. */
export type LauncherEnd = RecordEnd & { readonly job?: JobInfo };

/** Each method throws a UserError for what a person can fix, and the signal's reason on abort. */
export interface Launcher {
  /** Where the log of this launcher is followed. */
  log(record: LaunchRecord): LauncherLog;
  /**
   * Starts a launcher, written down before it runs. Throws a UserError if another window is quicker, or if it cannot be
   * started; then nothing is left.
   */
  start(start: LauncherStart, signal: AbortSignal): Promise<LaunchRecord>;
  /** The launcher of a cluster file, living or not; undefined if none is recorded. */
  find(clusterFile: string, signal: AbortSignal): Promise<FoundLauncher | undefined>;
  /**
   * Completes the record of a launcher that runs although its start was cut off: the window that started it ended before
   * it could write down what it had started. Gives the record as it stands then.
   */
  adopt(found: FoundLauncher, signal: AbortSignal): Promise<LaunchRecord>;
  /** Waits until it has ended. Of a job, `onStatus` gets what Ray reports meanwhile, at each change. */
  ended(
    record: LaunchRecord,
    signal: AbortSignal,
    onStatus?: (status: JobStatus) => void,
  ): Promise<LauncherEnd>;
  /** Ends it: in order if it can, by force after that. Its record stays. Gives, in words, what does not end. */
  end(record: LaunchRecord, signal: AbortSignal): Promise<Text | undefined>;
  /** Removes the record, unless another start has taken its place. */
  forget(record: LaunchRecord, signal: AbortSignal): Promise<void>;
}

/** A log as `FileSlice` describes it, without its bytes. */
export type LogState = Pick<FileSlice, 'size' | 'identity'>;

export interface LauncherLog extends LogSource {
  /** As far as it can be read now; undefined if there is none. Of a log that is complete, all of it. */
  state(path: string, signal: AbortSignal): Promise<LogState | undefined>;
}
