/**
 * The port to a machine: a transport and nothing more. This machine is one adapter (adapters/localMachine.ts); another
 * machine over SSH is a second. What is asked of a machine goes through the keeper that runs there (./keeper.ts).
 */
import type { Disposable } from '../async/event';

/** A two-way stream of bytes. Node's `Duplex` is one. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  readonly destroyed: boolean;
  /** Calls `done` when the bytes were passed on. False: wait for that before more is written. */
  write(bytes: Uint8Array, done?: (error?: Error | null) => void): boolean;
  /** Ends this direction only. */
  end(): unknown;
  /** Closes both directions at once. */
  destroy(error?: Error): unknown;
}

/** How a program ended; exactly one of the two is set, or neither where the transport does not report it. */
export interface ProgramEnd {
  readonly code: number | null;
  /** Such as `SIGKILL`. */
  readonly signal: string | null;
}

/** A program that runs on a machine, with its streams. */
export interface RunningProgram {
  /** Each output can be read once. It is not read ahead beyond a small buffer. */
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stderr: AsyncIterable<Uint8Array>;
  /** Resolves when more may be written. Rejects when the program does not read its input any more. */
  write(bytes: Uint8Array): Promise<void>;
  /** End of its standard input. */
  end(): void;
  /** Resolves when it has ended and both outputs are closed. Never rejects. */
  readonly ended: Promise<ProgramEnd>;
  /** Ends it at once, with its process group where there is one. Has no effect once it has ended. */
  kill(): void;
}

export interface Listening extends Disposable {
  readonly port: number;
}

/** Each method throws the signal's reason on abort. */
export interface Machine {
  /** `local`, or the name of the host in the cluster file. */
  readonly name: string;
  /**
   * Starts a program with the environment of a login there. No variables and no folder are passed, so nothing secret
   * is. The signal bounds the start only. Throws a UserError when the program cannot be started, and any other error
   * where the machine cannot be reached.
   */
  run(argv: readonly [string, ...string[]], signal: AbortSignal): Promise<RunningProgram>;
  /** Connects to a port of the loopback interface there. Throws when nothing listens. */
  dial(port: number, signal: AbortSignal): Promise<ByteStream>;
  /** Listens on a port of the loopback interface there, which the system chooses. */
  listen(onConnection: (stream: ByteStream) => void, signal: AbortSignal): Promise<Listening>;
}
