/** Launches the real Twinkle server on a real Ray cluster, through the sessions that the extension uses. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findLogs } from '../../client/src/app/logs/findLogs';
import { firstError } from '../../client/src/app/logs/firstError';
import { logsOf } from '../../client/src/core/logs/choice';
import type { LaunchSession } from '../../client/src/app/launch/session';
import { LaunchWatch } from '../../client/src/app/launch/watch';
import { stripAnsi, workerLine } from '../../client/src/core/launch/log/fold';
import type { LaunchView, LogLine } from '../../client/src/core/launch/view';
import type { TreeInput } from '../../client/src/core/rows/row';
import { statusOf } from '../../client/src/core/rows/status';
import { treeRows } from '../../client/src/core/rows/tree';
import type { Snapshot } from '../../client/src/core/ray/snapshot';
import { plain } from '../../client/src/core/text/text';
import type { ClusterSession } from '../../client/src/app/cluster/session';
import {
  fourApplications,
  fourApplicationsYaml,
  LaunchLab,
  launchSession,
  launchTestMs,
  requestFor,
  twoModelsYaml,
} from './support/launch';
import { goesTheWayOfAClient, withOneRank } from './support/clients';
import { kill, portFree } from '../support/processTable';
import { sleep } from '../../client/src/core/async/wait';
import { drawn } from './support/rows';
import { seconds, writeMeasures } from './support/measures';
import { askUntil } from './support/ruleRequests';

let lab: LaunchLab;
let cluster: ClusterSession;
let dashboardUrl: string;
const windows: LaunchSession[] = [];

function open(
  ...more: Parameters<typeof launchSession> extends [unknown, ...infer R] ? R : never
): LaunchSession {
  const session = launchSession(lab, ...more);
  windows.push(session);
  return session;
}

beforeEach(() => {
  lab = new LaunchLab();
  cluster = lab.session();
});

afterEach(async () => {
  for (const window of windows.splice(0)) window.dispose();
  await lab.dispose();
});

const three = [
  { name: 'head', gpus: [0, 1, 2, 3], cpus: 8 },
  { name: 'sampler', gpus: [4, 5, 6, 7], cpus: 8 },
  { name: 'cpu', gpus: [], cpus: 8 },
];

/** Starts a cluster; gives the seconds that it took. */
async function start(nodes: typeof three): Promise<number> {
  const view = await lab.view(nodes);
  dashboardUrl = `http://127.0.0.1:${view.ray.dashboardPort}`;
  return seconds(() => cluster.start(view, { signal: lab.signal }));
}

const snapshotNow = (): Promise<Snapshot> => lab.snapshot(dashboardUrl);

async function deployed(): Promise<readonly string[]> {
  return (await snapshotNow()).applications.map(({ name }) => name);
}

const launchersOf = () =>
  lab.processes().filter(({ argv }) => argv.includes('twinkle.server') && argv.includes('launch'));

async function freePort(): Promise<number> {
  const [port = 0] = await lab.freePorts(1);
  return port;
}

describe('four mock applications on three nodes', { timeout: launchTestMs }, () => {
  it('are launched, seen as the tree shows them, found again after a reload, and stopped', async () => {
    const startSeconds = await start(three);
    const port = await freePort();
    const request = requestFor(lab, 'server_config', withOneRank(port), port);
    const first = open();
    const views: LaunchView[] = [];
    const shown: LogLine[] = [];
    first.onDidChange(view => views.push(view));
    first.onLog(lines => shown.push(...lines));

    const launchSeconds = await seconds(() => first.launch(request, lab.signal));
    expect(first.view.state).toBe('running');
    expect(first.view.endpoint).toBe(`http://127.0.0.1:${port}/api/v1`);
    expect(first.view.checks.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['findings', 'ok'],
      ['interpreter', 'ok'],
      ['ray', 'ok'],
      ['twinkle', 'ok'],
      ['tinker', 'ok'],
      ['way', 'ok'],
      ['shadowed-packages', 'ok'],
      ['cluster', 'ok'],
      ['version-match', 'ok'],
      ['check-config', 'ok'],
      ['http-port', 'ok'],
      ['other-applications', 'ok'],
    ]);
    const phases = new Set(views.flatMap(view => view.applications[1]?.phase ?? []));
    // In this order; lines of the log that come together may pass over one on a busy machine.
    const inOrder = ['waiting', 'scheduling', 'placing', 'loading', 'running'] as const;
    expect([...phases]).toEqual(inOrder.filter(phase => phases.has(phase)));
    expect([...phases]).toEqual(expect.arrayContaining(['waiting', 'scheduling', 'running']));
    expect(views.map(({ state }) => state)).toEqual(
      expect.arrayContaining(['preflight', 'launching', 'running']),
    );

    // What the tree shows is what Ray says.
    const snapshot = await snapshotNow();
    expect(snapshot.gaps).toEqual([]);
    const input: TreeInput = {
      cluster: 'running',
      poll: { snapshot, missed: 0, stale: false },
      launch: first.view,
      records: cluster.status.records,
    };
    const lines = drawn(treeRows(input));
    expect(lines.filter(line => /^ {2}\S/.test(line))).toEqual([
      expect.stringMatching(/^ {2}head \| GPU \d\/4 used · CPU [\d.]+\/8 used$/),
      expect.stringMatching(/^ {2}sampler \| GPU \d\/4 used · CPU [\d.]+\/8 used$/),
      expect.stringMatching(/^ {2}cpu \| no GPU · CPU [\d.]+\/8 used$/),
      ...fourApplications.map(name => `  ${name} | running · 1/1 replica`),
    ] as unknown[]);
    expect(
      lines.filter(line => /^ {6}running on (?:head|sampler|cpu) \| replica \w+$/.test(line)),
    ).toHaveLength(4);
    expect(statusOf(input).parts.map(plain)).toEqual(['Ray 3 nodes', 'Twinkle 4/4 apps']);
    // Placement groups reserve a GPU for the model and one for the sampler; Ray reports usage every 5 s.
    await lab.until('two GPUs are reserved', async () => {
      const used = (await snapshotNow()).nodes.map(({ gpus }) => gpus?.used ?? 0);
      return used.reduce((sum, each) => sum + each, 0) === 2;
    });

    expect(first.view.endpoint).toBe(`http://127.0.0.1:${port}/api/v1`);
    const [, health] = await askUntil(200, port, '/api/v1/twinkle/healthz/deep', lab.signal);
    expect(JSON.parse(health)).toMatchObject({ healthy: true, models: { 'mock-model': { healthy: true } } });

    await goesTheWayOfAClient(lab, port);

    // The record holds what a new window needs, and the launcher has no card and no mark of another cluster.
    const [record] = lab.records.filter(({ kind }) => kind === 'launcher');
    expect(record).toMatchObject({
      node: 'head',
      launch: { applications: fourApplications },
    });
    expect(record?.stage).not.toBe('starting');
    const [launcher] = launchersOf();
    const environment = readFileSync(`/proc/${launcher?.pid ?? 0}/environ`, 'utf8').split('\0');
    expect(environment).toContain('TWINKLE_TRUST_REMOTE_CODE=0');
    expect(environment).toContain(`RAY_ADDRESS=${cluster.status.connection?.address ?? ''}`);
    expect(environment.filter(each => each.startsWith('CUDA_VISIBLE_DEVICES'))).toEqual([]);
    await expect(open().launch(request, lab.signal)).rejects.toThrow(/already has a server/);

    // Every line of the file was shown, and of the copies of a worker's line one.
    const file = readFileSync(record?.logFile ?? '', 'utf8')
      .split('\n')
      .map(stripAnsi);
    await lab.until('the log is read to its end', () =>
      Promise.resolve(
        shown.some(({ text }) => text.includes(`Endpoint: http://127.0.0.1:${port}/api/v1/processor`)),
      ),
    );
    const own = (texts: readonly string[]) =>
      texts.filter(line => line.includes('[INFO:twinkle]') && workerLine(line) === undefined);
    expect(own(shown.map(({ text }) => text))).toEqual(own(file));
    const placed = shown.filter(({ text }) => text.includes('node2pg keys'));
    expect(placed.map(({ text }) => workerLine(text)?.name.split(':')[1]).sort()).toEqual(
      fourApplications.slice(1).sort(),
    );
    expect(file.filter(line => line.includes('node2pg keys'))).toHaveLength(9);

    // The logs of all are found, with whose they are, though three nodes share one folder.
    const clusterFile = record?.clusterFile ?? '';
    const logs = await findLogs(lab.keeper, { clusterFile, snapshot }, lab.signal);
    const nodesOf = (pattern: RegExp) =>
      logs.filter(({ name }) => pattern.test(name)).flatMap(({ nodes }) => nodes);
    expect(nodesOf(/^raylet(?:\.\d+)?\.out$/).toSorted()).toEqual(['cpu', 'head', 'sampler']);
    for (const name of ['gcs_server.out', 'dashboard.log', 'dashboard_agent.log'])
      expect(logs.some(log => log.kind === 'ray' && log.name === name)).toBe(true);
    for (const application of fourApplications) {
      const [replica] = logsOf(logs, { application }).filter(({ kind }) => kind === 'replica');
      expect(replica?.size).toBeGreaterThan(0);
      expect(logs.some(log => log.kind === 'output' && log.application === application)).toBe(true);
    }
    expect(logs.filter(({ kind }) => kind === 'launcher').map(({ path }) => path)).toEqual([record?.logFile]);
    expect(await firstError(lab.keeper, record?.logFile ?? '', lab.signal)).toBeUndefined();

    // The window is reloaded: another session finds the server as the first one knew it.
    const known = first.view;
    first.dispose();
    const second = open();
    expect(await second.recover(lab.signal)).toBe(true);
    expect(second.view).toEqual({ ...known, checks: [] });

    const stopSeconds = await seconds(() => second.stop(lab.signal));
    expect(second.view.state).toBe('stopped');
    expect(await deployed()).toEqual([]);
    expect(launchersOf()).toEqual([]);
    expect(lab.records.filter(({ kind }) => kind === 'launcher')).toEqual([]);
    expect(await open().recover(lab.signal)).toBe(false);

    const ports = cluster.status.records.flatMap(({ ray }) => ray.ports);
    const clusterStopSeconds = await seconds(() => cluster.stop({ signal: lab.signal }));
    expect(lab.processes()).toEqual([]);
    for (const each of [...ports, port]) expect(await portFree(each)).toBe(true);
    writeMeasures('launch', {
      startToThreeAliveSeconds: startSeconds,
      launchToFourRunningSeconds: launchSeconds,
      stopServerToNoApplicationSeconds: stopSeconds,
      stopClusterToNothingLeftSeconds: clusterStopSeconds,
    });
  });
});

/** The second of two models needs the GPUs that the first one keeps. Its replica writes no line while it waits. */
async function hangAndCancel(port: number): Promise<void> {
  const window = open();
  const watch = new LaunchWatch();
  const cancel = new AbortController();
  const twoModels = requestFor(lab, 'hang', twoModelsYaml(port, 3), port);
  const launch = window
    .launch(twoModels, AbortSignal.any([cancel.signal, lab.signal]))
    .catch((error: unknown) => error);
  const steps = new Set<string>();
  let seen: LaunchView | undefined;
  let snapshot: Snapshot | undefined;
  const isNamed = async () => {
    // About as often as the extension asks.
    await sleep(2_000, lab.signal);
    snapshot = await snapshotNow();
    const poll = { snapshot, missed: 0, stale: false };
    seen = watch.look({ view: window.view, heard: window.heard, poll, now: Date.now() });
    const [one, two] = seen.applications;
    steps.add(`one ${one?.phase ?? ''}${one?.waitsFor?.what === 'groups' ? ' waits' : ''}`);
    steps.add(`two ${two?.phase ?? ''}`);
    return seen.hang !== undefined;
  };
  await lab.until('Ray proves that it hangs', isNamed, launchTestMs / 2);
  expect(seen?.hang).toMatchObject({
    application: 'two',
    kind: 'held',
    asks: { GPU: 3, CPU: 6 },
    rooms: [
      { resource: 'GPU', free: 0, total: 3 },
      { resource: 'CPU', total: 12 },
    ],
  });
  // The first one was never said to wait for a group, which it got at once.
  expect([...steps]).toEqual(expect.arrayContaining(['two placing']));
  expect(steps).not.toContain('one placing waits');
  if (seen === undefined || snapshot === undefined) throw new Error('nothing was seen');
  const poll = { snapshot, missed: 0, stale: false };
  const input: TreeInput = { cluster: 'running', poll, launch: seen, records: cluster.status.records };
  expect(drawn(treeRows(input))).toContain(
    '  two | will never start · waiting for its placement group of 3 GPUs and 6 CPUs · 0/1 replica',
  );
  cancel.abort();
  expect(await launch).toMatchObject({ name: 'AbortError' });
  expect(await deployed()).toEqual([]);
  expect([window.view.state, launchersOf()]).toEqual(['stopped', []]);
}

describe('a launch that goes wrong', { timeout: launchTestMs }, () => {
  it('reports the true cause, leaves nothing behind after stop, and can be fixed', async () => {
    await start([{ name: 'head', gpus: [0, 1], cpus: 8 }] as typeof three);
    const port = await freePort();
    const yaml = fourApplicationsYaml(port);
    const window = open();
    const launch = (name: string, text: string) =>
      window.launch(requestFor(lab, name, text, port), lab.signal);

    // Refused before anything is started.
    const unknown = yaml.replace('backend: mock', 'backnd: mock');
    await expect(launch('load', unknown)).rejects.toThrow(
      /check-config: applications\.1\.backend: Field required/,
    );
    expect(window.view.state).toBe('stopped');
    const hidden = join(lab.folder, 'hidden');
    mkdirSync(hidden);
    writeFileSync(join(hidden, 'tinker.py'), 'raise ModuleNotFoundError("No module named \'tinker\'")\n');
    const withoutTinker = { ...requestFor(lab, 'tinker', yaml, port), env: { PYTHONPATH: hidden } };
    await expect(window.launch(withoutTinker, lab.signal)).rejects.toThrow(
      /tinker: .*No module named 'tinker'.*pip install/,
    );
    const blocker: Server = createServer();
    await new Promise<void>(resolve => blocker.listen(port, '127.0.0.1', resolve));
    const asked: string[] = [];
    const asking = open({
      confirm: ({ details }) => {
        asked.push(...details.map(plain));
        return Promise.resolve(false);
      },
    });
    await expect(asking.launch(requestFor(lab, 'port', yaml, port), lab.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(asked).toEqual([expect.stringMatching(/^HTTP port \d+ — It is used by: .*node/)]);
    await new Promise(resolve => blocker.close(resolve));
    expect(lab.records).toHaveLength(1);

    // The replica's constructor fails, three times, behind a launcher that only says that it failed.
    const typo = yaml.replace('{name: model, ranks: 2', '{name: model, rank: 2, ranks: 2');
    await expect(launch('typo', typo)).rejects.toThrow(
      "Launching mock-model failed. TypeError: DeviceGroup.__init__() got an unexpected keyword argument 'rank'",
    );
    expect(window.view).toMatchObject({
      state: 'failed',
      problem: { cause: { application: 'mock-model' } },
      applications: [{ phase: 'running' }, { phase: 'failed' }, { phase: 'waiting' }, { phase: 'waiting' }],
    });
    // What had started before runs on without a launcher; a new window knows it as well, and stop removes it.
    expect(window.view.left).toEqual(['server', 'mock-model']);
    const next = open();
    expect(await next.recover(lab.signal)).toBe(true);
    expect(next.view).toMatchObject({
      state: 'failed',
      left: window.view.left,
      problem: window.view.problem,
    });
    await next.stop(lab.signal);
    expect(await deployed()).toEqual([]);
    expect(next.view.state).toBe('stopped');
  });

  it('is named while it hangs, and undone when it is cancelled then or half-way, or its launcher is killed', async () => {
    await start([{ name: 'head', gpus: [0, 1, 2], cpus: 12 }] as typeof three);
    const port = await freePort();
    await hangAndCancel(port);
    const request = requestFor(lab, 'server_config', fourApplicationsYaml(port), port);
    const window = open();
    const cancel = new AbortController();
    window.onDidChange(({ applications }) => {
      if (applications[0]?.phase === 'running') cancel.abort();
    });
    const launch = window.launch(request, AbortSignal.any([cancel.signal, lab.signal]));
    await expect(launch).rejects.toMatchObject({ name: 'AbortError' });
    // The launcher cannot end its applications itself before all of them run.
    expect(await deployed()).toEqual([]);
    expect(window.view.state).toBe('stopped');
    expect(launchersOf()).toEqual([]);

    // A window is closed while it launches; another one follows on, and hears of the launcher's end.
    const second = open();
    const begun = second.launch(request, lab.signal).catch((error: unknown) => error);
    await lab.until('the launcher runs', () => Promise.resolve(launchersOf().length === 1));
    await lab.until('it is followed', () => Promise.resolve(second.view.state === 'launching'));
    second.dispose();
    expect(await begun).toMatchObject({ name: 'AbortError' });
    const third = open();
    expect(await third.recover(lab.signal)).toBe(true);
    expect(third.view.state).toBe('launching');
    // A child that it has just forked has its command line for a moment.
    const launcher = launchersOf().find(({ pid, session }) => pid === session);
    if (launcher !== undefined) kill(launcher);
    await lab.until('the end is noticed', () => Promise.resolve(third.view.state === 'failed'));
    await third.stop(lab.signal);
    expect(await deployed()).toEqual([]);
  });
});
