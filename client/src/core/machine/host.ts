/**
 * The port to a machine: this one today (adapters/localHost.ts), another one over SSH later. All that the product does
 * on a machine goes through it, so that a second kind of host needs one new adapter and no change above.
 */
import type { Command, Exit } from './command';
import type { Text } from '../text/text';

export interface ExecOptions {
  readonly signal: AbortSignal;
  /** Milliseconds; the command and its children are ended after it. */
  readonly timeoutMs: number;
  readonly stdin?: string;
  readonly maxOutputBytes?: number;
  readonly onOutput?: (chunk: string) => void;
}

export interface FileSlice {
  readonly bytes: Uint8Array;
  /** Size of the whole file when it was read. */
  readonly size: number;
  /** Changes when the file is another one (inode), so that an offset into the old one means nothing. */
  readonly identity: string;
}

/** A file that this user owns and nobody else may change, from its start. */
export interface OwnFile {
  readonly bytes: Uint8Array;
}

/** Why a file or folder is not used, and the command that helps, if any does. */
export interface FileFault {
  readonly what: Text;
  readonly remedy?: Text;
}

/** A process as /proc tells it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parent: number;
  /** Session id: all that one `setsid` started shares it. */
  readonly session: number;
  /** Clock ticks since boot (field 22 of /proc/<pid>/stat): with the boot id it names a process for good. */
  readonly startTicks: number;
  readonly argv: readonly string[];
  /** Value of `recordVariable` in its environment, where that can be read: the record that it was started under. */
  readonly record?: string;
}

/** A process that was started just now. */
export interface StartedProcess extends ProcessInfo {
  /** Resolves with the exit code when the process ends, null if a signal ended it. Never rejects. */
  readonly ended: Promise<number | null>;
}

export type KillSignal = 'SIGTERM' | 'SIGKILL' | 'SIGINT';

export interface Host {
  /** `local`, or the name in the cluster file. */
  readonly name: string;
  /** Runs a command to its end. Throws on abort, on timeout and when it cannot be started; an exit code is a result. */
  exec(command: Command, options: ExecOptions): Promise<Exit>;
  /** Starts a command in a session of its own with both outputs in `logFile`, and returns at once; it outlives us. */
  spawnDetached(command: Command, logFile: string, signal: AbortSignal): Promise<StartedProcess>;
  /** All processes that this user may see, each with its identity; zombies are not among them. Linux only. */
  processes(signal: AbortSignal): Promise<readonly ProcessInfo[]>;
  /** Name of the machine: several may share a home folder, and so the records in it. */
  machine(signal: AbortSignal): Promise<string>;
  /** Of the running kernel; a record of another boot names nothing that lives. */
  bootId(signal: AbortSignal): Promise<string>;
  /** Sends a signal to one process, only if its start time is still `startTicks`. False: it is no longer there. */
  kill(pid: number, startTicks: number, signal: KillSignal): Promise<boolean>;
  /** Part of a regular file, or undefined if there is none. Throws a UserError for a link, a FIFO and their like. */
  readFile(path: string, from: number, maxBytes: number, signal: AbortSignal): Promise<FileSlice | undefined>;
  /**
   * The first bytes of a regular file that this user owns and that nobody else may write; a {@link FileFault} for any
   * other, and for a link; undefined if there is none. For files that decide what is run and ended.
   */
  readOwn(path: string, maxBytes: number, signal: AbortSignal): Promise<OwnFile | FileFault | undefined>;
  /** Why a folder is not this user's alone: its owner, its mode, a link. Undefined if it is, or does not exist. */
  folderFault(folder: string, signal: AbortSignal): Promise<FileFault | undefined>;
  /** Writes a file whole, by rename, with its mode (such as 0o600); makes its folder with 0o700. */
  writeFile(path: string, content: string, mode: number, signal: AbortSignal): Promise<void>;
  /** As `writeFile`, but only if there is none yet: false if there is. Of two at once, one gets true. */
  createFile(path: string, content: string, mode: number, signal: AbortSignal): Promise<boolean>;
  removeFile(path: string, signal: AbortSignal): Promise<void>;
  /** Names in a folder; none if it does not exist. */
  list(folder: string, signal: AbortSignal): Promise<readonly string[]>;
  /** True if a listener could be opened on the port of all interfaces. */
  portFree(port: number, signal: AbortSignal): Promise<boolean>;
  /** The process that listens on a port, where this user may see it. */
  portHolder(port: number, signal: AbortSignal): Promise<ProcessInfo | undefined>;
  /** Home folder of the user there, for `~` in paths. */
  home(signal: AbortSignal): Promise<string>;
  /** `$TWINKLE_STATE_HOME`, else `$XDG_STATE_HOME/twinkle` or `~/.local/state/twinkle` of that host. */
  stateFolder(signal: AbortSignal): Promise<string>;
}
