/**
 * The port to what runs a server. A launcher is a process of the head's machine today (app/launch/processLauncher.ts); a
 * job of Ray is another way.
 */
import type { Command } from '../machine/command';
import type { FileSlice, LogSource, ProcessInfo, RecordEnd } from '../machine/keeper';
import type { LaunchFacts, LauncherRecord, NodeRecord } from '../records/processRecord';
import type { Text } from '../text/text';

/** A recorded launcher, and what lives of it. */
export interface FoundLauncher {
  readonly record: LauncherRecord;
  /** The launcher itself; undefined when it has ended. */
  readonly process: ProcessInfo | undefined;
  /** Another window is just starting it. */
  readonly owned: boolean;
}

export interface LauncherStart {
  readonly command: Command;
  /** Of the cluster that the server runs on. */
  readonly head: NodeRecord;
  readonly launch: LaunchFacts;
}

/** Each method throws a UserError for what a person can fix, and the signal's reason on abort. */
export interface Launcher {
  /** Where the log of a launcher is followed. */
  readonly log: LauncherLog;
  /**
   * Starts a launcher, written down before it runs. Throws a UserError if another window is quicker, or if the
   * interpreter cannot be started; then nothing is left.
   */
  start(start: LauncherStart, signal: AbortSignal): Promise<LauncherRecord>;
  /** The launcher of a cluster file, living or not; undefined if none is recorded. */
  find(clusterFile: string, signal: AbortSignal): Promise<FoundLauncher | undefined>;
  /**
   * Completes the record of a launcher that runs although its start was cut off: the window that started it ended before
   * it could write down what it had started. Gives the record as it stands then.
   */
  adopt(found: FoundLauncher, signal: AbortSignal): Promise<LauncherRecord>;
  /** Waits until it has ended. */
  ended(record: LauncherRecord, signal: AbortSignal): Promise<RecordEnd>;
  /** Ends it: in order if it can, by force after that. Its record stays. Gives, in words, what does not end. */
  end(record: LauncherRecord, signal: AbortSignal): Promise<Text | undefined>;
  /** Removes the record, unless another start has taken its place. */
  forget(record: LauncherRecord, signal: AbortSignal): Promise<void>;
}

/** A log as `FileSlice` describes it, without its bytes. */
export type LogState = Pick<FileSlice, 'size' | 'identity'>;

export interface LauncherLog extends LogSource {
  /** As it is now; undefined if there is none. */
  state(path: string, signal: AbortSignal): Promise<LogState | undefined>;
}
