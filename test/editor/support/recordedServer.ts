/** A cluster with a server as far as records, processes and Ray's answers say: nothing of Ray runs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { keeperOf, nodeRecord, plantRecord, removeRecord } from '../../support/keeper';
import { processOf } from '../../support/processTable';
import { root, type Fixture } from './fixture';

/** Recorded answers of a real cluster of three nodes with four applications. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/version/, 'version'],
  [/^\/nodes/, 'nodes'],
  [/^\/api\/v0\/nodes/, 'state-nodes'],
  [/^\/api\/cluster_status/, 'cluster-status'],
  [/^\/api\/serve\/applications/, 'serve'],
];

export class RecordedServer {
  /** Whether the dashboard answers that no application exists. */
  empty = false;
  readonly #processes = new Map<'raylet' | 'launcher', ChildProcess>();

  private constructor(private readonly dashboard: Server) {}

  /** Opens the dashboard alone. */
  static async open(): Promise<RecordedServer> {
    const dashboard = createServer();
    const server = new RecordedServer(dashboard);
    dashboard.on('request', (request, response) => {
      response.end(server.#answerTo(request.url ?? ''));
    });
    await new Promise<void>(resolve => dashboard.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.dashboard.address() as AddressInfo).port;
  }

  /** Writes the records of a head and of a launcher, with a process for each. */
  async start({ demo }: Fixture, python: string): Promise<void> {
    const keeper = keeperOf(demo.stateFolder);
    try {
      const facts = await keeper.facts({}, AbortSignal.timeout(30_000));
      const log = path.join(demo.folder, 'launcher.log');
      writeFileSync(log, 'All applications started!\n');
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
          endpoint: 'http://127.0.0.1:1',
          applications: ['server', 'mock-model', 'mock-sampler', 'processor'],
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
    const name = answers.find(([pattern]) => pattern.test(url))?.[1];
    if (name === undefined) return '{}';
    const text = readFileSync(path.join(root, 'test/fixtures/ray-2.60', `${name}.json`), 'utf8');
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
