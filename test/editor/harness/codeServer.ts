/** A real VS Code of its own: code-server on a free loopback port, with folders that nobody else uses. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { onInterrupt } from './onInterrupt';
import { freePort } from './ports';
import { until } from './wait';

const run = promisify(execFile);

export interface CodeServerOptions {
  /** A folder for its user data, extensions and log; made if it is not there. */
  folder: string;
  workspace: string;
  /** The VSIX to install, if any. */
  vsix?: string;
  /** A folder that has extensions already, in place of one of its own; see {@link installExtension}. */
  extensions?: string;
  /** User settings, in addition to the quiet ones. */
  settings?: Record<string, unknown>;
  /** True to have the editor ask whether the workspace is trusted. */
  workspaceTrust?: boolean;
  env?: Record<string, string>;
  port?: number;
}

/** Settings without which the first start shows what no test is about. */
const quiet = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.untrustedFiles': 'open',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export class CodeServer {
  /** Whether {@link dispose} was called: the end of the server is no accident then. */
  isDisposed = false;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>;
  private readonly forget: () => void;

  private constructor(
    readonly url: string,
    readonly folder: string,
    private readonly child: ChildProcess,
  ) {
    this.forget = onInterrupt(() => this.dispose());
    this.ended = new Promise(resolve => {
      child.once('exit', () => {
        resolve();
      });
    });
  }

  static async start(options: CodeServerOptions): Promise<CodeServer> {
    const command = codeServer();
    const { folder, extensions = path.join(folder, 'extensions') } = options;
    const userData = path.join(folder, 'user-data');
    if (options.extensions === undefined) {
      // A build that an earlier run installed has the same version, and could stay.
      await rm(extensions, { recursive: true, force: true });
      await mkdir(extensions, { recursive: true });
    }
    // Settings of scope machine, such as paths, come from the machine's file and from nowhere else.
    for (const kind of ['User', 'Machine']) {
      await mkdir(path.join(userData, kind), { recursive: true });
      const settings = JSON.stringify({ ...quiet, ...options.settings }, undefined, 2);
      await writeFile(path.join(userData, kind, 'settings.json'), settings);
    }
    const places = ['--user-data-dir', userData, '--extensions-dir', extensions];
    const env = environment(folder, options.env);
    if (options.vsix !== undefined) await install(options.vsix, places, env);
    const port = options.port ?? (await freePort());
    const child = spawn(
      command,
      [
        '--auth=none',
        `--bind-addr=127.0.0.1:${port}`,
        '--disable-telemetry',
        '--disable-update-check',
        '--disable-getting-started-override',
        ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
        ...places,
        options.workspace,
      ],
      { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true },
    );
    let log = '';
    const keep = (chunk: Buffer) => (log = (log + chunk.toString()).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const url = `http://127.0.0.1:${port}/`;
    const server = new CodeServer(`${url}?folder=${encodeURIComponent(options.workspace)}`, folder, child);
    try {
      await until('code-server to answer', 60_000, () => {
        if (hasEnded(child)) throw new Error(`code-server ended by itself:\n${log}`);
        // Its own line, not only an answer: another server on the port would answer as well, and would be named in
        // the line that says why this one cannot listen.
        return /\bHTTP server listening on/.test(log) && answers(url);
      });
      return server;
    } catch (error) {
      await server.dispose();
      throw error;
    }
  }

  /** Pid of the server, the parent of the extension hosts. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Lines of the logs that the extension host and the extensions wrote. */
  async logs(matching: RegExp): Promise<string[]> {
    const folder = path.join(this.folder, 'user-data', 'logs');
    if (!existsSync(folder)) return [];
    const names = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.log'));
    const texts = await Promise.all(names.map(name => readFile(path.join(folder, name), 'utf8')));
    return texts.flatMap(text => text.split('\n')).filter(line => matching.test(line));
  }

  /**
   * The server stands still until the function is called that this gives: no file is read for the editor. Extensions go
   * on, which have a process and a connection of their own.
   */
  pause(): () => void {
    const { pid } = this.child;
    if (pid === undefined) throw new Error('The server does not run.');
    // What was started is a process that watches over it.
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    for (const child of children) process.kill(child, 'SIGSTOP');
    return () => {
      for (const child of children) process.kill(child, 'SIGCONT');
    };
  }

  /** Ends the server and all that it started; what an extension detached on purpose lives on. */
  async dispose(): Promise<void> {
    const { child } = this;
    this.isDisposed = true;
    this.forget();
    if (child.pid === undefined || hasEnded(child)) return;
    signalGroup(child.pid, 'SIGTERM');
    const force = setTimeout(() => {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
    }, 5000);
    await this.ended;
    clearTimeout(force);
    // The extension hosts are in the group, and have no more work now.
    signalGroup(child.pid, 'SIGKILL');
  }
}

/** Installs a VSIX into a folder that several servers may use, one after another. @param folder made if it is not there */
export async function installExtension(vsix: string, folder: string): Promise<string> {
  const extensions = path.join(folder, 'extensions');
  await mkdir(extensions, { recursive: true });
  const places = ['--user-data-dir', path.join(folder, 'user-data'), '--extensions-dir', extensions];
  await install(vsix, places, environment(folder));
  return extensions;
}

async function install(vsix: string, places: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  await run(codeServer(), ['--install-extension', vsix, ...places], { env, timeout: 120_000 });
}

const codeServer = () =>
  required('TWINKLE_CODE_SERVER', '`npm test -- --only editor` installs code-server and sets it');

/** Also by a signal, which leaves no exit code. */
const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone.
  }
}

/** The environment of the tests without what would make code-server open inside another editor. */
function environment(folder: string, extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|VITEST|NODE_OPTIONS|NODE_V8|CODE_SERVER|PORT$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_DATA_HOME: path.join(folder, 'data'),
    ...extra,
  };
}

function answers(url: string): Promise<boolean> {
  return new Promise(resolve => {
    get(`${url}healthz`, response => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => {
      resolve(false);
    });
  });
}

export function required(name: string, how: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: ${how}.`);
  return value;
}
