/** This machine, as a {@link Host}. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command, Exit } from '../core/machine/command';
import type {
  ExecOptions,
  FileFault,
  FileSlice,
  Host,
  KillSignal,
  OwnFile,
  ProcessInfo,
  StartedProcess,
} from '../core/machine/host';
import { recordVariable } from '../core/records/record';
import { text, UserError } from '../core/text/text';
import { runToEnd, startDetached } from './localProcess';
import { isMissing, openRegular, ownFolder, readOwn } from './ownFiles';
import { bootId, listenerOf, listProcesses, lives, statSync } from './procFs';

export interface LocalHostOptions {
  /** Gives the value of a secret that a command names. */
  readonly secret: (name: string) => Promise<string | undefined>;
  /** The environment that commands inherit; default that of this process. The editor's own variables are left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** This machine. Linux only: processes are told apart by /proc. */
export class LocalHost implements Host {
  readonly name = 'local';
  readonly #options: LocalHostOptions;

  constructor(options: LocalHostOptions) {
    this.#options = options;
  }

  async exec(command: Command, options: ExecOptions): Promise<Exit> {
    return runToEnd(command, await this.#environment(command), options);
  }

  async spawnDetached(command: Command, logFile: string, signal: AbortSignal): Promise<StartedProcess> {
    const env = await this.#environment(command);
    signal.throwIfAborted();
    return startDetached(command, env, logFile);
  }

  async processes(signal: AbortSignal): Promise<readonly ProcessInfo[]> {
    signal.throwIfAborted();
    return listProcesses();
  }

  machine(): Promise<string> {
    return Promise.resolve(hostname());
  }

  async bootId(signal: AbortSignal): Promise<string> {
    return bootId(signal);
  }

  kill(pid: number, startTicks: number, signal: KillSignal): Promise<boolean> {
    // What throws in here rejects.
    return new Promise(resolve => {
      resolve(signalProcess(pid, startTicks, signal));
    });
  }

  async readFile(
    path: string,
    from: number,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<FileSlice | undefined> {
    signal.throwIfAborted();
    const opened = await openRegular(path);
    if (opened === undefined) return undefined;
    const { file, stats } = opened;
    try {
      const { size, dev, ino } = stats;
      const bytes = Buffer.alloc(Math.max(0, Math.min(maxBytes, size - from)));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      return { bytes: bytes.subarray(0, bytesRead), size, identity: `${dev}:${ino}` };
    } finally {
      await file.close();
    }
  }

  readOwn(path: string, maxBytes: number, signal: AbortSignal): Promise<OwnFile | FileFault | undefined> {
    signal.throwIfAborted();
    return readOwn(path, maxBytes);
  }

  folderFault(folder: string, signal: AbortSignal): Promise<FileFault | undefined> {
    signal.throwIfAborted();
    return ownFolder(folder);
  }

  async writeFile(path: string, content: string, mode: number, signal: AbortSignal): Promise<void> {
    const draft = await writeDraft(path, content, mode, signal);
    await rename(draft, path);
  }

  async createFile(path: string, content: string, mode: number, signal: AbortSignal): Promise<boolean> {
    const draft = await writeDraft(path, content, mode, signal);
    try {
      // A link fails where the name exists, and the file is whole from the moment it has its name.
      await link(draft, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async removeFile(path: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await rm(path, { force: true });
  }

  async list(folder: string, signal: AbortSignal): Promise<readonly string[]> {
    signal.throwIfAborted();
    try {
      return await readdir(folder);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  portFree(port: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const server = createServer();
      server.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
        else reject(error);
      });
      server.listen(port, () => {
        server.close(() => {
          resolve(true);
        });
      });
    });
  }

  async portHolder(port: number, signal: AbortSignal): Promise<ProcessInfo | undefined> {
    const pid = await listenerOf(port);
    return pid === undefined
      ? undefined
      : (await this.processes(signal)).find(process => process.pid === pid);
  }

  home(): Promise<string> {
    return Promise.resolve(this.#base()['HOME'] ?? homedir());
  }

  async stateFolder(): Promise<string> {
    const { TWINKLE_STATE_HOME: own, XDG_STATE_HOME: state } = this.#base();
    if (own !== undefined && own !== '') return own;
    if (state !== undefined && state !== '') return join(state, 'twinkle');
    return join(await this.home(), '.local', 'state', 'twinkle');
  }

  #base(): Readonly<Record<string, string | undefined>> {
    return this.#options.env ?? process.env;
  }

  async #environment({ env, unset = [], secrets = {} }: Command): Promise<Record<string, string>> {
    const result: Record<string, string> = {};
    for (const [name, value] of Object.entries(this.#base())) {
      if (value !== undefined && !isEditors(name) && !unset.includes(name)) result[name] = value;
    }
    Object.assign(result, env);
    for (const [variable, name] of Object.entries(secrets)) {
      const value = await this.#options.secret(name);
      if (value === undefined) {
        throw new UserError(
          text('{1} requires a value for {0}, and there is none.', variable, 'Ray'),
          text('Set it with the command "Twinkle: Set Ray Token".'),
          'twinkle.setRayToken',
        );
      }
      result[variable] = value;
    }
    return result;
  }
}

/** Nothing is awaited between the look at the start time and the signal, so that hardly any time passes between. */
function signalProcess(pid: number, startTicks: number, signal: KillSignal): boolean {
  const stat = statSync(pid);
  if (!lives(stat) || stat.startTicks !== startTicks) return false;
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Variables that steer the editor's own process, and would steer each Python that a node starts into it. */
function isEditors(name: string): boolean {
  return /^(VSCODE_|ELECTRON_|CHROME_|NODE_OPTIONS$)/.test(name) || name === recordVariable;
}

/** Writes beside the file and flushes it, so that a name never stands for half a file, not even after a power cut. */
async function writeDraft(path: string, content: string, mode: number, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, content, { mode, flag: 'wx', flush: true });
  return draft;
}
