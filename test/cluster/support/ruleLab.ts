/** One cluster for all cases of the rules: launches one configuration after another, and says what came of it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveApplications } from '../../../client/src/app/launch/serve';
import type { ClusterSession } from '../../../client/src/app/cluster/session';
import { launchCommand, type LaunchPlanInput } from '../../../client/src/core/launch/plan';
import type { Command } from '../../../client/src/core/machine/command';
import { stripAnsi } from '../../../client/src/core/launch/log/fold';
import { localDashboard } from '../../support/localDashboard';
import { poll } from '../../../client/src/core/async/wait';
import type { Dashboard } from '../../../client/src/core/ray/dashboard';
import { forecastView } from '../../../server/src/features/views/forecastView';
import type { Finding } from '../../../server/src/document/tree/finding';
import type { ForecastView } from '../../../server/src/protocol';
import { finish } from '../../../server/src/placement/search/steps';
import { english } from '../../../server/src/text/text';
import { Lab } from './lab';
import { testPython } from './python';
import { ruleAnalysis, ruleNodes } from './ruleAnalysis';

/** What else a launch is started with than the cases are. */
export type LaunchOptions = Partial<Pick<LaunchPlanInput, 'python' | 'auth' | 'env'>>;

/** A launcher under way. */
export interface Launch {
  readonly process: ChildProcess;
  /** The log so far, without colors. */
  readonly log: () => string;
  /** The exit code once it has ended: null for a signal. */
  readonly exit: () => number | null | undefined;
}

export class RuleLab extends Lab {
  override readonly signal = AbortSignal.timeout(1_800_000);
  /** Of the HTTP proxies. */
  port = 0;
  #cluster: ClusterSession | undefined;
  #dashboardUrl = '';
  #launches = 0;

  async start(): Promise<void> {
    const view = await this.view(ruleNodes);
    [this.port = 0] = (await this.freePorts(3)).filter(
      port => port !== view.ray.port && port !== view.ray.dashboardPort,
    );
    this.#dashboardUrl = `http://127.0.0.1:${view.ray.dashboardPort}`;
    this.#cluster = this.session();
    await this.#cluster.start(view, { signal: this.signal });
  }

  async stop(): Promise<void> {
    await this.#cluster?.stop({ signal: this.signal });
  }

  /** What the analyzer finds in the text, beside the cluster file of this cluster, with the version installed here. */
  findings(yaml: string): readonly Finding[] {
    return ruleAnalysis(yaml).findings;
  }

  /** Codes of the errors among them. */
  errors(yaml: string): readonly string[] {
    return this.findings(yaml).flatMap(({ severity, code }) => (severity === 'error' ? [code] : []));
  }

  /** Codes of the errors and warnings among them. */
  warnings(yaml: string): readonly string[] {
    return this.findings(yaml).flatMap(({ severity, code }) =>
      severity === 'error' || severity === 'warning' ? [code] : [],
    );
  }

  /** Launches the text, and ends the launcher when the action is over. */
  async launching(
    yaml: string,
    action: (launch: Launch) => Promise<void>,
    options: LaunchOptions = {},
  ): Promise<void> {
    const launch = this.#launch(yaml, options);
    try {
      await action(launch);
    } finally {
      await this.#end(launch);
    }
  }

  /** Waits until the launcher says that all applications have started. */
  async untilStarted(launch: Launch): Promise<void> {
    const over = () => launch.log().includes('All applications started!') || launch.exit() !== undefined;
    await this.until('all applications have started', () => Promise.resolve(over()), 180_000);
    if (launch.exit() !== undefined) throw new Error(launch.log());
  }

  /** Starts the launcher as the extension does. */
  #launch(yaml: string, options: LaunchOptions): Launch {
    this.#launches += 1;
    const folder = join(this.folder, 'project');
    mkdirSync(folder, { recursive: true });
    const configFile = join(folder, `case${this.#launches}.yaml`);
    writeFileSync(configFile, yaml);
    const logFile = join(folder, `case${this.#launches}.log`);
    const command = launchCommand({
      python: testPython(),
      twinkleVersion: '0.5.1',
      configFile,
      rayAddress: this.#cluster?.status.connection?.address ?? '',
      auth: 'disabled',
      workFolder: folder,
      env: {},
      ...options,
    });
    const process = this.#spawn(command, logFile);
    let code: number | null | undefined;
    process.on('exit', ended => {
      code = ended;
    });
    return {
      process,
      log: () => stripAnsi(readFileSync(logFile, 'utf8')),
      exit: () => code,
    };
  }

  /** Ends a launcher; what it has deployed is removed by the next one, which shuts Ray Serve down before it begins. */
  async #end({ process, exit }: Launch): Promise<void> {
    process.kill('SIGTERM');
    const ended = () => Promise.resolve(exit() === undefined ? undefined : true);
    if ((await poll(ended, { everyMs: 50, limitMs: 15_000, signal: this.signal })) === true) return;
    process.kill('SIGKILL');
    await poll(ended, { everyMs: 50, limitMs: 15_000, signal: this.signal });
  }

  #spawn({ argv, env, unset = [], cwd }: Command, logFile: string): ChildProcess {
    const [program, ...args] = argv;
    const inherited = Object.entries({ ...process.env, RAY_TMPDIR: this.folder });
    const log = openSync(logFile, 'a', 0o600);
    try {
      return spawn(program, args, {
        cwd,
        detached: true,
        stdio: ['ignore', log, log],
        env: { ...Object.fromEntries(inherited.filter(([name]) => !unset.includes(name))), ...env },
      });
    } finally {
      closeSync(log);
    }
  }

  /** What Ray Serve says of each application. */
  async statuses(): Promise<ReadonlyMap<string, string | undefined>> {
    return this.#asking(async dashboard => {
      const applications = await serveApplications(dashboard, this.signal);
      return new Map(applications?.map(({ name, status }) => [name, status]));
    });
  }

  /** Ids of the placement groups that wait for their resources. */
  async waitingGroups(): Promise<readonly string[]> {
    return this.#asking(async dashboard => {
      const answer = (await dashboard.get(
        '/api/v0/placement_groups?limit=1000',
        this.signal,
      )) as GroupsAnswer;
      return answer.data.result.result.flatMap(({ placement_group_id, state }) =>
        state === 'PENDING' ? [placement_group_id] : [],
      );
    });
  }

  /** The placement groups that there are, in no certain order. */
  async groups(): Promise<readonly PlacedGroup[]> {
    return this.#asking(async dashboard => {
      const ask = async (path: string) => (await dashboard.get(path, this.signal)) as StateAnswer;
      const [groups, nodes] = await Promise.all([
        ask('/api/v0/placement_groups?limit=1000&detail=1'),
        ask('/api/v0/nodes?limit=1000&detail=1'),
      ]);
      const names = new Map(nodes.data.result.result.map(node => [node.node_id, nameOf(node)]));
      return groups.data.result.result.flatMap(({ state, bundles }) =>
        state === 'CREATED' || state === 'PENDING'
          ? (bundles ?? []).map(({ node_id, unit_resources: { GPU = 0, CPU = 0 } }) => ({
              node: state === 'CREATED' ? names.get(node_id ?? '') : undefined,
              gpus: GPU,
              cpus: CPU,
            }))
          : [],
      );
    });
  }

  /** Where the server says that the applications land on this cluster. */
  forecast(yaml: string): ForecastView {
    return finish(forecastView(ruleAnalysis(yaml), english));
  }

  async #asking<T>(ask: (dashboard: Dashboard) => Promise<T>): Promise<T> {
    // Longer than the product waits: what is asked here is not to be quick.
    const dashboard = localDashboard(this.#dashboardUrl, { timeoutMs: 60_000 });
    try {
      return await ask(dashboard);
    } finally {
      dashboard.dispose();
    }
  }
}

/** What Ray's dashboard answers (ray 2.60, dashboard/modules/state/state_head.py), as far as it is read here. */
interface GroupsAnswer {
  data: { result: { result: { placement_group_id: string; state: string }[] } };
}

/** A placement group of one bundle. */
export interface PlacedGroup {
  /** Name in the cluster file; undefined while it waits. */
  readonly node: string | undefined;
  readonly gpus: number;
  readonly cpus: number;
}

interface StateAnswer {
  data: { result: { result: StateRow[] } };
}

/** Fields of groups and of nodes. */
interface StateRow {
  state: string;
  bundles?: { node_id?: string | null; unit_resources: Record<string, number> }[];
  node_id?: string;
  is_head_node?: boolean;
  resources_total?: Record<string, number>;
}

/** Nodes of the cases differ in these two. */
function nameOf({ is_head_node, resources_total }: StateRow): string {
  if (is_head_node === true) return 'head';
  return (resources_total?.['GPU'] ?? 0) > 0 ? 'gpu' : 'cpu';
}
