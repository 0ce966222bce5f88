/** Starts and stops real Ray clusters on this machine, through the session that the extension uses. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { surveyNodes } from '../../client/src/app/ray/surveyNodes';
import { waitUntilReady } from '../../client/src/app/cluster/start/ready';
import type { ProcessInfo } from '../../client/src/core/machine/keeper';
import { isRaylet } from '../../client/src/core/machine/processes';
import type { NodeRecord } from '../../client/src/core/records/processRecord';
import type { Progress } from '../../client/src/core/async/progress';
import { plain } from '../../client/src/core/text/text';
import { isGcsServer, kill as killProcess, portFree, processTable } from '../support/processTable';
import { startForeignCluster } from './support/foreignCluster';
import { Lab } from './support/lab';
import { seconds, writeMeasures } from './support/measures';
import { testPython } from './support/python';
import { startFromAnotherProcess } from './support/starter';

let lab: Lab;
beforeEach(() => {
  lab = new Lab();
});
afterEach(async () => {
  await lab.dispose();
});

const three = [
  { name: 'head', gpus: [0, 1, 2, 3], cpus: 4 },
  { name: 'sampler', gpus: [4, 5, 6, 7], cpus: 4 },
  { name: 'cpu', gpus: [], cpus: 8 },
];

describe('three nodes on one machine', () => {
  it('start, are counted by Ray, and stop, while another cluster goes on', async () => {
    const foreign = await startForeignCluster(lab);
    try {
      const view = await lab.view(three);
      const session = lab.session();
      const progress: Progress[] = [];
      const states: string[] = [];
      session.onDidChange(({ state }) => states.push(state));
      const startSeconds = await seconds(() =>
        session.start(view, { signal: lab.signal, onProgress: step => progress.push(step) }),
      );

      const snapshot = await lab.snapshot(`http://127.0.0.1:${view.ray.dashboardPort}`);
      expect(
        snapshot.nodes.map(({ name, state, gpus, cpus }) => [name, state, gpus?.total, cpus?.total]),
      ).toEqual([
        ['head', 'ALIVE', 4, 4],
        ['cpu', 'ALIVE', 0, 8],
        ['sampler', 'ALIVE', 4, 4],
      ]);
      expect(session.status.state).toBe('running');
      expect(session.status.connection?.address).toMatch(new RegExp(`:${view.ray.port}$`));
      expect(session.status.records.map(({ ray }) => ray.sessionName)).toEqual(
        three.map(() => snapshot.sessionName),
      );
      expect(progress.filter(({ message }) => plain(message) === 'running')).toHaveLength(3);
      expect(progress.at(-1)).toMatchObject({ done: 3, total: 3 });

      expect(visibleDevices(session.status.records)).toEqual(['0,1,2,3', '4,5,6,7', '']);

      const again = session.start(view, { signal: lab.signal });
      await expect(again).rejects.toThrow(/has already been started/);
      expect(session.status.state).toBe('running');

      // Another window finds it by its records.
      const other = lab.session();
      expect(await other.recover(lab.signal)).toBe(true);
      expect(other.status).toEqual(session.status);

      // The driver of a job is in a session of its own, and still belongs to the cluster.
      const job = await submitJob(view.ray.dashboardPort, `sleep 4242.${process.pid}`);

      const ports = session.status.records.flatMap(({ ray }) => ray.ports);
      const sessions = new Set(session.status.records.map(record => record.process?.session));
      const stopSeconds = await seconds(() => session.stop({ signal: lab.signal }));
      expect(processTable().filter(({ session: id, pid }) => sessions.has(id) || pid === job.pid)).toEqual(
        [],
      );
      for (const port of ports) expect(await portFree(port)).toBe(true);
      expect(lab.records).toEqual([]);
      expect(session.status).toEqual({ state: 'stopped', nodes: [], records: [] });
      expect(states).toContain('starting');
      expect(states).toContain('stopping');
      expect(await other.recover(lab.signal)).toBe(false);

      await foreign.expectAlive();
      writeMeasures('cluster', {
        startToThreeAliveSeconds: startSeconds,
        stopToNothingLeftSeconds: stopSeconds,
      });
    } finally {
      await foreign.stop();
    }
  });
});

describe('with a token', () => {
  it('starts, refuses whoever has none, notices a raylet that is killed, and stops', async () => {
    const view = await lab.view([
      { name: 'head', gpus: [0], cpus: 2 },
      { name: 'cpu', gpus: [], cpus: 2 },
    ]);
    view.ray.auth = 'token';
    const session = lab.session();
    await session.start(view, { signal: lab.signal });
    const [token = ''] = lab.secrets.values();
    expect(token).toMatch(/^[0-9a-f]{64}$/);

    const url = `http://127.0.0.1:${view.ray.dashboardPort}`;
    const stranger = lab.dashboard(url, '/no/token/for/this');
    await expect(stranger.version(lab.signal)).rejects.toMatchObject({ kind: 'unauthorized' });
    stranger.dispose();

    // The token is neither on a command line nor in what is written down or shown.
    const processes = lab.processes();
    expect(processes.length).toBeGreaterThan(5);
    expect(processes.filter(({ argv }) => argv.some(word => word.includes(token)))).toEqual([]);
    expect(JSON.stringify(lab.records)).not.toContain(token);
    expect(await session.preview(view, lab.signal)).not.toContain(token);
    for (const { logFile } of session.status.records) {
      expect(readFileSync(logFile, 'utf8')).not.toContain(token);
    }

    // Without its dashboard the cluster cannot be reached, and yet it runs.
    kill(({ argv }) => argv.some(word => word.endsWith('/dashboard/dashboard.py')));
    await lab.until('unreachable', async () => (await session.check(lab.signal)).state === 'unreachable');
    expect(session.status.problem).toBeDefined();

    const worker = session.status.records.find(({ node }) => node === 'cpu');
    kill(process => isRaylet(process) && process.session === worker?.process?.session);
    await lab.until('degraded', async () => (await session.check(lab.signal)).state === 'degraded');
    expect(session.status.nodes.map(({ name, state }) => [name, state])).toEqual([
      ['head', 'running'],
      ['cpu', 'gone'],
    ]);
    expect(plain(session.status.problem?.what ?? nothing)).toBe('No longer running: cpu.');

    await session.stop({ signal: lab.signal });
    expect(lab.processes()).toEqual([]);
    expect(session.status.state).toBe('stopped');
  });
});

describe('what goes wrong', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    server = undefined;
  });

  it('a cancel in the middle leaves no process, no port and no record', async () => {
    const view = await lab.view(three);
    const session = lab.session();
    const controller = new AbortController();
    const start = session.start(view, { signal: controller.signal });
    const failed = expect(start).rejects.toThrow('enough');
    // The head is there and has begun its work; the workers are not.
    await lab.until('a GCS', () => Promise.resolve(lab.processes().some(isGcsServer)));
    controller.abort(new Error('enough'));
    await failed;
    expect(lab.processes()).toEqual([]);
    expect(await portFree(view.ray.port)).toBe(true);
    expect(lab.records).toEqual([]);
    expect(session.status).toEqual({ state: 'stopped', nodes: [], records: [] });
  });

  it('a taken port is reported with its holder, and nothing is started', async () => {
    const view = await lab.view(three);
    const taken = createServer();
    server = taken;
    await new Promise<void>(resolve => taken.listen(view.ray.dashboardPort, '127.0.0.1', resolve));
    const start = lab.session().start(view, { signal: lab.signal });
    await expect(start).rejects.toThrow(
      new RegExp(
        `Port ${view.ray.dashboardPort} \\(ray.dashboard_port\\) is used by .* \\(pid ${process.pid}\\)`,
      ),
    );
    expect(lab.records).toEqual([]);
    expect(lab.processes()).toEqual([]);
  });

  it('an interpreter without Ray, or none at all, is reported before anything is started', async () => {
    const view = await lab.view([{ name: 'head' }]);
    const bare = { ...view, python: '/usr/bin/python3' };
    await expect(lab.session().start(bare, { signal: lab.signal })).rejects.toThrow(
      /has no Ray.*pip install/,
    );
    const none = { ...view, python: '/no/such/python' };
    await expect(lab.session().start(none, { signal: lab.signal })).rejects.toThrow(
      /\/no\/such\/python of node head does not run/,
    );
    expect(lab.records).toEqual([]);
  });

  it('what ray start refuses is reported in its words, and cleaned up', async () => {
    const refused = { RAY_OVERRIDE_RESOURCES: '{' };
    const view = await lab.view([
      { name: 'head', cpus: 2 },
      { name: 'bad', cpus: 1, env: refused },
    ]);
    const session = lab.session();
    await expect(session.start(view, { signal: lab.signal })).rejects.toThrow(
      /Node bad did not start: .*JSONDecodeError.* The whole output is in/,
    );
    expect(lab.processes()).toEqual([]);
    expect(session.status).toEqual({ state: 'stopped', nodes: [], records: [] });
  });

  it('a dashboard that does not answer is reported with the end of its log', async () => {
    const view = await lab.view([{ name: 'head', cpus: 2 }]);
    const session = lab.session();
    await session.start(view, { signal: lab.signal });
    const [nowhere = 0] = await lab.freePorts(1);
    const dashboardUrl = `http://127.0.0.1:${nowhere}`;
    const dashboard = lab.dashboard(dashboardUrl);
    const ready = { nodes: ['head'], timeoutMs: 1_000 };
    const wait = waitUntilReady(
      { clusterFile: lab.clusterFile, name: 'lab', dashboardUrl, auth: 'disabled', steps: [], ready },
      {
        keeper: lab.keeper,
        dashboard,
        survey: signal => surveyNodes(lab.clusterFile, lab.keeper, signal),
        onAlive: () => undefined,
      },
      lab.signal,
    );
    await expect(wait).rejects.toThrow(/did not answer within 1 s: .+ See .+\/logs\/dashboard\.log/);
    dashboard.dispose();
    await session.stop({ signal: lab.signal });

    // Ended by somebody else, between two looks.
    await session.start(view, { signal: lab.signal });
    kill(() => true);
    await lab.until('stopped', async () => (await session.check(lab.signal)).state === 'stopped');
    expect(plain(session.status.problem?.what ?? nothing)).toBe(
      'The cluster was stopped by another program.',
    );
    expect(lab.records).toEqual([]);
  });

  it('a window that dies in the middle leaves a cluster that the next one can stop', async () => {
    const view = await lab.view(three);
    const window = await startFromAnotherProcess(lab, view);
    await lab.until('a GCS', () => Promise.resolve(lab.processes().some(isGcsServer)));
    const next = lab.session();
    expect(await next.recover(lab.signal)).toBe(true);
    expect(next.status.state).toBe('starting');
    await expect(next.start(view, { signal: lab.signal })).rejects.toThrow(/is being started/);

    const dead = new Promise(resolve => window.on('exit', resolve));
    window.kill('SIGKILL');
    await dead;
    // Its keeper ends with it, and gives its leases back.
    await lab.until('degraded', async () => (await next.check(lab.signal)).state === 'degraded', 5_000);
    expect(await next.recover(lab.signal)).toBe(true);
    expect(next.status).toMatchObject({ state: 'degraded', problem: { actions: [{ kind: 'stopCluster' }] } });
    await next.stop({ signal: lab.signal });
    expect(next.status).toEqual({ state: 'stopped', nodes: [], records: [] });
    expect(lab.processes()).toEqual([]);
    expect(await portFree(view.ray.port)).toBe(true);
  });
});

const nothing = { template: '', args: [] };

/** Ends processes of the lab as somebody else would. */
function kill(which: (process: ProcessInfo) => boolean): void {
  const targets = lab.processes().filter(which);
  expect(targets).not.toEqual([]);
  for (const each of targets) killProcess(each);
}

/** CUDA_VISIBLE_DEVICES of the raylet of each record. */
function visibleDevices(records: readonly NodeRecord[]): (string | undefined)[] {
  const raylets = lab.processes().filter(isRaylet);
  return records.map(record => {
    const raylet = raylets.find(({ session }) => session === record.process?.session);
    const variables = readFileSync(`/proc/${raylet?.pid ?? 0}/environ`, 'utf8').split('\0');
    return variables.find(line => line.startsWith('CUDA_VISIBLE_DEVICES='))?.split('=')[1];
  });
}

/** Has Ray run a command as a job; resolves with its process once it runs. */
async function submitJob(dashboardPort: number, command: string): Promise<ProcessInfo> {
  const argv = [
    'job',
    'submit',
    '--no-wait',
    `--address=http://127.0.0.1:${dashboardPort}`,
    '--',
    ...command.split(' '),
  ];
  const python = testPython();
  const ray = python.replace(/[^/]+$/, 'ray');
  const exit = await lab.keeper.run(
    { argv: [python, ray, ...argv], env: {} },
    { signal: lab.signal, timeoutMs: 120_000 },
  );
  expect(exit.code, exit.stderr).toBe(0);
  let found: ProcessInfo | undefined;
  await lab.until(`job ${command}`, () => {
    found = processTable().find(process => process.argv.join(' ') === command);
    return Promise.resolve(found !== undefined);
  });
  if (found === undefined) throw new Error('no job');
  return found;
}
