/** A cluster with a server as far as records, processes and Ray's answers say: nothing of Ray runs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { keeperOf, nodeRecord, plantRecord, removeRecord } from '../../support/keeper';
import { processOf } from '../../support/processTable';
import { root, type Fixture } from './fixture';

/** Recorded answers of a real cluster, beside its version. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/^\/nodes/, 'nodes'],
  [/^\/api\/v0\/nodes/, 'state-nodes'],
  [/^\/api\/cluster_status/, 'cluster-status'],
  [/^\/api\/serve\/applications/, 'serve'],
  [/^\/api\/v0\/placement_groups/, 'placement-groups'],
  [/^\/api\/v0\/actors/, 'actors'],
];

/** What was recorded: three nodes with four applications, or the second of two models that waits for room. */
const moments = {
  running: {
    suffix: '',
    log: 'All applications started!\n',
    applications: ['server', 'mock-model', 'mock-sampler', 'processor'],
  },
  hang: {
    suffix: '-pending',
    log: '[2026-11-29 16:52:56][INFO:twinkle] Deployed one at /one\n[2026-11-29 16:52:56][INFO:twinkle] Starting two at /two...\n',
    applications: ['one', 'two'],
  },
} as const;

export class RecordedServer {
  /** Whether the dashboard answers that no application exists. */
  empty = false;
  readonly #processes = new Map<'raylet' | 'launcher', ChildProcess>();

  private constructor(
    private readonly dashboard: Server,
    private readonly moment: keyof typeof moments,
  ) {}

  /** Opens the dashboard alone. */
  static async open(moment: keyof typeof moments = 'running'): Promise<RecordedServer> {
    const dashboard = createServer();
    const server = new RecordedServer(dashboard, moment);
    dashboard.on('request', (request, response) => {
      if (request.method === 'DELETE') server.empty = true;
      response.end(server.#answerTo(request.url ?? ''));
    });
    await new Promise<void>(resolve => dashboard.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.dashboard.address() as AddressInfo).port;
  }

  /** Writes the records of a head and of a launcher, with a process for each. @param endpoint where nothing answers */
  async start({ demo }: Fixture, python: string, endpoint = 'http://127.0.0.1:1/api/v1'): Promise<void> {
    const keeper = keeperOf(demo.stateFolder);
    try {
      const facts = await keeper.facts({}, AbortSignal.timeout(30_000));
      const log = path.join(demo.folder, 'launcher.log');
      const { log: lines, applications } = moments[this.moment];
      writeFileSync(log, lines);
      const head = nodeRecord(facts, path.join(demo.workspace, 'twinkle_cluster.yaml'), {
        process: this.#run('raylet', `--session_dir=${this.sessionFolder(demo)}`),
        argv: [python],
        ray: {
          address: '127.0.0.1:1',
          dashboardUrl: `http://127.0.0.1:${this.port}`,
          auth: 'disabled',
          head: true,
          ports: [],
        },
      });
      plantRecord(demo.stateFolder, head);
      const { ray, ...same } = head;
      plantRecord(demo.stateFolder, {
        ...same,
        kind: 'launcher',
        id: 'launcher-1',
        process: this.#run('launcher'),
        logFile: log,
        launch: {
          configFile: path.join(demo.workspace, 'server_config.yaml'),
          dashboardUrl: ray.dashboardUrl,
          endpoint,
          applications,
        },
      });
    } finally {
      keeper.dispose();
    }
  }

  /** Where a raylet says that it works; nothing is made there. */
  sessionFolder({ folder }: Pick<Fixture['demo'], 'folder'>): string {
    return path.join(folder, 'session');
  }

  /** Takes the place of a stop of the server alone. */
  endLauncher({ demo }: Fixture): void {
    this.#processes.get('launcher')?.kill('SIGKILL');
    removeRecord(demo.stateFolder, 'launcher-1');
    this.empty = true;
  }

  /** Takes the place of a stop of the cluster. */
  endHead({ demo }: Fixture): void {
    this.#processes.get('raylet')?.kill('SIGKILL');
    removeRecord(demo.stateFolder, 'head');
  }

  dispose(): void {
    for (const each of this.#processes.values()) each.kill('SIGKILL');
    this.dashboard.closeAllConnections();
    this.dashboard.close();
  }

  #answerTo(url: string): string {
    const read = (file: string) =>
      readFileSync(path.join(root, 'test/fixtures/ray-2.60', `${file}.json`), 'utf8');
    if (url.startsWith('/api/version')) return read('version');
    const name = answers.find(([pattern]) => pattern.test(url))?.[1];
    if (name === undefined) return '{}';
    const text = read(`${name}${moments[this.moment].suffix}`);
    if (name !== 'serve' || !this.empty) return text;
    return JSON.stringify({ ...(JSON.parse(text) as Record<string, unknown>), applications: {} });
  }

  /** A process that leads its session, under a name, with these options on its command line. */
  #run(name: 'raylet' | 'launcher', ...options: readonly string[]) {
    // Unlike `sleep`, it takes any options.
    const script = `exec -a ${name} perl -e 'sleep 600' -- "$@"`;
    const child = spawn('bash', ['-c', script, 'bash', ...options], { detached: true, stdio: 'ignore' });
    this.#processes.set(name, child);
    const pid = child.pid ?? 0;
    return { pid, session: pid, startTicks: processOf(pid)?.startTicks ?? 0 };
  }
}
