/** This machine, as a {@link Machine}. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { CannotStart } from '../core/machine/cannotStart';
import type { ByteStream, Listening, Machine, ProgramEnd, RunningProgram } from '../core/machine/machine';
import { recordVariable } from '../core/records/processRecord';
import { text } from '../core/text/text';
import { connectTo } from './connectTo';

export interface LocalMachineOptions {
  /** The environment that programs inherit; default that of this process. The editor's own variables are left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export class LocalMachine implements Machine {
  readonly name = 'local';
  readonly #options: LocalMachineOptions;

  constructor(options: LocalMachineOptions = {}) {
    this.#options = options;
  }

  async run(argv: readonly [string, ...string[]], signal: AbortSignal): Promise<RunningProgram> {
    signal.throwIfAborted();
    const [file, ...args] = argv;
    let program;
    try {
      // Some errors are thrown here, such as ENOTDIR; others are an event.
      const child = spawn(file, args, {
        env: this.#environment(),
        // A group of its own, so that it can be ended with what it started.
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      program = new LocalProgram(child);
      await once(child, 'spawn');
    } catch (cause) {
      throw cannotStart(file, cause as Error);
    }
    if (signal.aborted) program.kill();
    signal.throwIfAborted();
    return program;
  }

  /** Node's own kind of stream, for whoever needs that. */
  async dial(port: number, signal: AbortSignal): Promise<Socket> {
    try {
      return await connectTo('127.0.0.1', port, signal);
    } catch (error) {
      signal.throwIfAborted();
      // A server may listen for IPv6 alone.
      return await connectTo('::1', port, signal).catch(() => {
        signal.throwIfAborted();
        throw error;
      });
    }
  }

  async listen(onConnection: (stream: ByteStream) => void, signal: AbortSignal): Promise<Listening> {
    signal.throwIfAborted();
    const server = createServer({ allowHalfOpen: true, noDelay: true }, socket => {
      // Whoever reads or writes it gets the error, too.
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const listening: Listening = {
      port: typeof address === 'object' && address !== null ? address.port : 0,
      dispose: () => server.close(),
    };
    if (signal.aborted) listening.dispose();
    signal.throwIfAborted();
    return listening;
  }

  #environment(): Record<string, string> {
    const all = Object.entries(this.#options.env ?? process.env);
    return Object.fromEntries(
      all.filter((entry): entry is [string, string] => entry[1] !== undefined && !isEditors(entry[0])),
    );
  }
}

class LocalProgram implements RunningProgram {
  readonly stdout: AsyncIterable<Uint8Array>;
  readonly stderr: AsyncIterable<Uint8Array>;
  readonly ended: Promise<ProgramEnd>;
  readonly #child: Child;

  constructor(child: Child) {
    this.#child = child;
    this.stdout = child.stdout;
    this.stderr = child.stderr;
    // A write that fails rejects; a program that ends without reading its input is no error beyond that.
    child.stdin.on('error', () => undefined);
    this.ended = new Promise(resolve => {
      child.on('close', (code, signal) => {
        resolve({ code, signal });
      });
      child.on('error', () => {
        resolve({ code: null, signal: null });
      });
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#child.stdin.write(bytes, error => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  end(): void {
    this.#child.stdin.end();
  }

  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // All of the group have ended.
    }
  }
}

/** Variables that steer the editor's own process, and would steer each Python that a node starts into it. */
function isEditors(name: string): boolean {
  return /^(VSCODE_|ELECTRON_|CHROME_|NODE_OPTIONS$)/.test(name) || name === recordVariable;
}

function cannotStart(file: string, cause: Error): CannotStart {
  const { code = '' } = cause as NodeJS.ErrnoException;
  const remedy = ['ENOENT', 'ENOTDIR'].includes(code) ? text('Check that the program exists.') : undefined;
  // Node's message repeats the path.
  return new CannotStart(file, code === '' ? cause.message : code, remedy, [], { cause });
}
