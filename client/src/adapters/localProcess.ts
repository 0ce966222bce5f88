/** Processes of this machine: the only file that starts any. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { closeSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Command, Exit } from '../core/machine/command';
import type { ExecOptions, StartedProcess } from '../core/machine/host';
import { redactArgv } from '../core/secrets/redact';
import { text, UserError } from '../core/text/text';
import { openLog } from './ownFiles';
import { statSync } from './procFs';

/** Without another limit, this much of the end of each output is kept. */
const defaultOutputBytes = 1 << 20;
/** Milliseconds from SIGTERM to SIGKILL, and from the end of a command to the end of its outputs. */
const graceMs = 2_000;

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Runs a command to its end, in a process group of its own, so that abort and timeout end its children with it.
 * Throws a UserError when it cannot be started or takes too long, and the signal's reason when it was aborted.
 */
export function runToEnd(
  { argv: [file, ...args], cwd }: Command,
  env: Readonly<Record<string, string>>,
  options: ExecOptions,
): Promise<Exit> {
  const { signal, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(file, args, {
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    });
    const stdout = collect(child.stdout, options);
    const stderr = collect(child.stderr, options);
    let failure: Error | undefined;
    let killer: NodeJS.Timeout | undefined;
    let closer: NodeJS.Timeout | undefined;
    const end = (reason: Error) => {
      if (failure !== undefined) return;
      failure = reason;
      killGroup(child, 'SIGTERM');
      killer = setTimeout(() => {
        killGroup(child, 'SIGKILL');
        child.stdout.destroy();
        child.stderr.destroy();
      }, graceMs);
    };
    const abort = () => {
      end(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      end(
        new UserError(text('{0} did not finish within {1} s.', argvText([file, ...args]), timeoutMs / 1000)),
      );
    }, timeoutMs);
    signal.addEventListener('abort', abort, { once: true });
    const settle = () => {
      clearTimeout(timer);
      clearTimeout(killer);
      clearTimeout(closer);
      signal.removeEventListener('abort', abort);
    };
    child.on('error', cause => {
      settle();
      reject(cannotStart(file, cause, cwd));
    });
    // A child that lives on may hold the outputs open; the command itself has ended.
    child.on('exit', () => {
      closer = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, graceMs);
    });
    child.on('close', (code, by) => {
      settle();
      if (failure === undefined) resolve({ code, signal: by, stdout: stdout(), stderr: stderr() });
      else reject(failure);
    });
    // A command that does not read its input is no error.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.stdin ?? '');
  });
}

/**
 * Starts a command as `setsid` does, with both outputs appended to `logFile` (mode 0600); it outlives this process.
 * Throws a UserError when it cannot be started, and where the log is not a file of this user alone.
 */
export function startDetached(
  { argv: [file, ...args], cwd }: Command,
  env: Readonly<Record<string, string>>,
  logFile: string,
): Promise<StartedProcess> {
  return new Promise((resolve, reject) => {
    mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
    const log = openLog(logFile);
    const child = spawn(file, args, {
      env,
      detached: true,
      stdio: ['ignore', log, log],
      ...(cwd === undefined ? {} : { cwd }),
    });
    closeSync(log);
    child.on('error', cause => {
      reject(cannotStart(file, cause, cwd));
    });
    const ended = new Promise<number | null>(resolveEnded => {
      child.on('exit', resolveEnded);
    });
    child.on('spawn', () => {
      child.unref();
      const { pid } = child;
      const stat = pid === undefined ? undefined : statSync(pid);
      if (pid === undefined || stat === undefined) {
        reject(cannotStart(file, new Error('it exited immediately'), cwd));
        return;
      }
      const { parent, session, startTicks } = stat;
      resolve({ pid, parent, session, startTicks, argv: [file, ...args], ended });
    });
  });
}

/** The group has the child's pid for its number, which the kernel gives to nobody else while a member lives. */
function killGroup(child: Child, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // All of the group have ended.
  }
}

/** Keeps the end of a stream, whole characters only, and passes all of it on. */
function collect(
  stream: Readable,
  { maxOutputBytes = defaultOutputBytes, onOutput }: ExecOptions,
): () => string {
  const decoder = new StringDecoder('utf8');
  let chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    onOutput?.(decoder.write(chunk));
    chunks.push(chunk);
    size += chunk.length;
    // Twice the limit before it is cut, so that many small chunks do not cost a copy each.
    if (size <= 2 * maxOutputBytes) return;
    chunks = [Buffer.concat(chunks).subarray(-maxOutputBytes)];
    size = maxOutputBytes;
  });
  stream.on('error', () => undefined);
  return () => wholeCharacters(Buffer.concat(chunks).subarray(-maxOutputBytes));
}

/** A cut may have left continuation bytes (10xxxxxx) of a character at the start. */
function wholeCharacters(bytes: Buffer): string {
  let start = 0;
  while (start < Math.min(3, bytes.length) && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return bytes.subarray(start).toString('utf8');
}

function cannotStart(file: string, cause: Error, cwd: string | undefined): UserError {
  const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
  // Node tells ENOENT for the program where in truth the folder is missing.
  const remedy =
    missing && cwd !== undefined
      ? text('Check that the program and the folder {0} exist.', cwd)
      : missing
        ? text('Check that the program exists.')
        : undefined;
  return new UserError(text('{0} cannot be started: {1}', file, cause.message), remedy, undefined, { cause });
}

/** Programs with long arguments, such as `python -c …`, are named by their first ones. */
function argvText(argv: readonly string[]): string {
  const shown = redactArgv(argv)
    .map(argument => (argument.length > 60 || argument.includes('\n') ? '…' : argument))
    .join(' ');
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}
