/** A state folder, a temporary folder of Ray and ports of its own for each test, on this very machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KeeperClient } from '../../../client/src/adapters/keeper/client';
import { localDashboard } from '../../support/localDashboard';
import { mayHaveRecords } from '../../../client/src/adapters/recordsFolder';
import { readSnapshot } from '../../../client/src/app/ray/readSnapshot';
import { ClusterSession, type ClusterPorts } from '../../../client/src/app/cluster/session';
import type { ProcessInfo } from '../../../client/src/core/machine/keeper';
import { DashboardError, type Dashboard } from '../../../client/src/core/ray/dashboard';
import type { Snapshot } from '../../../client/src/core/ray/snapshot';
import type { ProcessRecord } from '../../../client/src/core/records/processRecord';
import { tokenSecret } from '../../../client/src/core/secrets/rayToken';
import { poll } from '../../../client/src/core/async/wait';
import type { ClusterNodeView, ClusterView } from '../../../server/src/protocol';
import { keeperOf, recordsIn } from '../../support/keeper';
import { kill, portFree, processTable } from '../../support/processTable';
import { testPython } from './python';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export class Lab {
  readonly clusterFile: string;
  readonly secrets = new Map<string, string>();
  readonly signal = AbortSignal.timeout(280_000);
  /** Of the tests themselves; each window has its own. */
  readonly keeper: KeeperClient;
  readonly #owned: { dispose(): void }[] = [];
  /** A port that was given out, to whatever lab, may not be in use yet. */
  static readonly #given = new Set<number>();

  /** @param folder a short path, since the paths of Ray's sockets must fit into 107 bytes. */
  constructor(readonly folder = mkdtempSync('/tmp/twl-')) {
    this.clusterFile = join(folder, 'twinkle_cluster.yaml');
    this.keeper = this.newKeeper();
  }

  get state(): string {
    return join(this.folder, 'state');
  }

  /** Records as they stand in their files. */
  get records(): readonly ProcessRecord[] {
    return recordsIn(this.state);
  }

  /** As one window has it. */
  newKeeper(): KeeperClient {
    const keeper = keeperOf(this.state, {
      secret: name => Promise.resolve(this.secrets.get(name)),
      env: { RAY_TMPDIR: this.folder },
    });
    this.#owned.push(keeper);
    return keeper;
  }

  /** What one window of the editor has; several of one lab are several windows. */
  session(clusterFile = this.clusterFile): ClusterSession {
    const session = new ClusterSession(clusterFile, this.ports(this.newKeeper(), clusterFile));
    this.#owned.push(session);
    return session;
  }

  /** What a session of one window needs. */
  ports(keeper: KeeperClient, clusterFile = this.clusterFile): ClusterPorts {
    return {
      keeper,
      mayHaveRecords: () => mayHaveRecords({ TWINKLE_STATE_HOME: this.state }),
      dashboard: url => this.dashboard(url, clusterFile),
      secrets: {
        get: name => Promise.resolve(this.secrets.get(name)),
        set: (name, value) => {
          this.secrets.set(name, value);
          return Promise.resolve();
        },
        remove: name => {
          this.secrets.delete(name);
          return Promise.resolve();
        },
      },
      python: () => Promise.resolve(undefined),
    };
  }

  dashboard(url: string, clusterFile = this.clusterFile): Dashboard {
    return localDashboard(url, {
      token: async () => {
        const { machine } = await this.keeper.facts({}, this.signal);
        return this.secrets.get(tokenSecret(clusterFile, machine));
      },
    });
  }

  /** What Ray says, once each part of it can be had: on a busy machine one may take longer than a request may. */
  async snapshot(url: string): Promise<Snapshot> {
    const dashboard = this.dashboard(url);
    try {
      let last: Snapshot | undefined;
      await this.until('a snapshot without gaps', async () => {
        last = await readSnapshot(dashboard, this.signal);
        return last.gaps.length === 0;
      });
      if (last === undefined) throw new Error('no snapshot');
      return last;
    } finally {
      dashboard.dispose();
    }
  }

  async view(
    nodes: readonly Partial<ClusterNodeView>[],
    more: Partial<ClusterView> = {},
  ): Promise<ClusterView> {
    const [port = 0, dashboardPort = 0] = await this.freePorts(2);
    return {
      uri: `file://${this.clusterFile}`,
      name: 'lab',
      python: testPython(),
      ray: { port, dashboardPort, auth: 'disabled' },
      env: {},
      nodes: nodes.map((node, index) => ({ name: `node${index}`, host: 'local', env: {}, range, ...node })),
      errors: 0,
      ...more,
    };
  }

  /** Below the range that Linux gives out by itself, above the one where clusters look for theirs. */
  async freePorts(count: number): Promise<readonly number[]> {
    const ports: number[] = [];
    const first = 23_000 + Math.floor(Math.random() * 7_000);
    for (let port = first; ports.length < count; port += 1) {
      if (Lab.#given.has(port) || !(await portFree(port))) continue;
      Lab.#given.add(port);
      ports.push(port);
    }
    return ports;
  }

  /** Processes that name this lab's folder or carry one of its records; Ray's programs name their session's folder. */
  processes(): readonly ProcessInfo[] {
    const all = processTable();
    const ours = new Set(
      all
        .filter(({ argv, pid }) => pid !== process.pid && argv.some(word => word.includes(this.folder)))
        .map(({ session }) => session),
    );
    return all.filter(({ session }) => ours.has(session));
  }

  /**
   * Polls until the condition holds. A dashboard that does not answer in time, or with an error, is asked again; the
   * error that is thrown in the end has its last one as the cause.
   */
  async until(what: string, condition: () => Promise<boolean>, limitMs = 120_000): Promise<void> {
    let cause: unknown;
    const attempt = async () => {
      try {
        cause = undefined;
        return (await condition()) ? true : undefined;
      } catch (error) {
        if (!(error instanceof DashboardError) || !['unreachable', 'http'].includes(error.kind)) throw error;
        cause = error;
        return undefined;
      }
    };
    if ((await poll(attempt, { everyMs: 100, limitMs, signal: this.signal })) !== true)
      throw new Error(`not so: ${what}`, { cause });
  }

  /** Ends what a failed test has left, by the records, and removes the folder. */
  async dispose(): Promise<void> {
    const files = new Set(this.records.map(({ clusterFile }) => clusterFile));
    for (const file of files) await this.session(file).stop({ signal: this.signal });
    for (const each of this.#owned.toReversed()) each.dispose();
    const left = this.processes();
    for (const each of left) kill(each);
    rmSync(this.folder, { recursive: true, force: true });
    if (left.length > 0)
      throw new Error(`left behind: ${JSON.stringify(left.map(({ pid, argv }) => [pid, argv[0]]))}`);
  }
}
