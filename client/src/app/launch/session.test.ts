import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalHost } from '../../adapters/localHost';
import { localDashboard } from '../../adapters/ray/localDashboard';
import { RecordStore } from '../../adapters/recordStore';
import type { ProcessRecord } from '../../core/records/record';
import { plain } from '../../core/text/text';
import { launcherId } from './launcher';
import { LaunchSession, type LaunchPorts, type LaunchRequest } from './session';

/**
 * Real processes, files and HTTP; in the place of Ray and Twinkle, which test/cluster has, stand a shell script that
 * writes a recorded log, and a server that answers as the dashboard does. What cannot be had quickly with the real
 * ones is tried here: refusals, races, and ends at the wrong moment.
 */
const fixture = (name: string) =>
  new URL(`../../../../test/fixtures/launch/${name}.log`, import.meta.url).pathname;
const clusterFile = '/project/twinkle_cluster.yaml';

/** `-c`: the probe. `check-config`: as told. `launch`: the log, then what a launcher does that gets SIGTERM. */
const interpreter = `#!/bin/sh
if [ "$1" = -c ]; then
  echo '{"python": "3.11.7", "ray": "2.60.0", "twinkle": "0.5.1", "tinker": "0.16.1", "modules": ["ray", "twinkle", "tinker"]}'
  exit 0
fi
if [ "$3" = check-config ]; then sleep "\${CHECK_SECONDS:-0}"; exit 0; fi
echo server > "$SERVE"
cat "$LOG"
if [ "$MODE" = die ]; then rm "$SERVE"; exit 1; fi
if [ "$MODE" = die-leaving ]; then exit 1; fi
trap 'rm -f "$SERVE"; echo "[2026-11-24 00:00:00][INFO:twinkle] Ray Serve shut down successfully"; exit 0' TERM
while :; do sleep 0.05; done
`;

let folder: string;
let python: string;
let serveFile: string;
let host: LocalHost;
let records: RecordStore;
let server: Server;
let url: string;
let raySession: string;
let requests: string[];
const sessions: LaunchSession[] = [];
const signal = () => AbortSignal.timeout(20_000);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'launch-'));
  python = join(folder, 'python');
  serveFile = join(folder, 'serve');
  writeFileSync(python, interpreter, { mode: 0o755 });
  raySession = 'session_a';
  requests = [];
  server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(`${request.method ?? ''} ${path}`);
    if (request.method === 'DELETE') rmSync(serveFile, { force: true });
    response.end(JSON.stringify(answer(path)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  host = new LocalHost({
    secret: () => Promise.resolve(undefined),
    env: { ...process.env, TWINKLE_STATE_HOME: folder, SERVE: serveFile },
  });
  records = new RecordStore(host);
  await startHead();
});

afterEach(async () => {
  for (const session of sessions.splice(0)) session.dispose();
  for (const { pid, startTicks, argv } of await host.processes(signal())) {
    if (argv.some(word => word.includes(folder))) await host.kill(pid, startTicks, 'SIGKILL');
  }
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

function answer(path: string): unknown {
  if (path === '/api/version') return { session_name: raySession };
  if (path.startsWith('/api/v0/nodes')) {
    return { data: { result: { total: 1, result: [{ node_id: 'a', state: 'ALIVE' }] } } };
  }
  if (path !== '/api/serve/applications/') return {};
  const names = existsSync(serveFile) ? readFileSync(serveFile, 'utf8').trim().split('\n') : [];
  return { applications: Object.fromEntries(names.map(name => [name, { name, status: 'RUNNING' }])) };
}

/** A process that looks like the raylet of the head, and its record. */
async function startHead(): Promise<void> {
  const raylet = await host.spawnDetached(
    { argv: ['bash', '-c', 'exec -a raylet tail -f "$0"', python], env: {} },
    join(folder, 'raylet.log'),
    signal(),
  );
  const record: ProcessRecord = {
    version: 1,
    id: 'head',
    kind: 'ray-node',
    clusterFile,
    cluster: 'lab',
    node: 'head',
    host: 'local',
    session: raylet.session,
    startTicks: raylet.startTicks,
    bootId: await host.bootId(signal()),
    argv: [],
    logFile: '',
    createdAt: 0,
    ray: { address: '127.0.0.1:6379', dashboardUrl: url, head: true, ports: [], sessionName: 'session_a' },
  };
  await records.write(record, signal());
  // bash becomes the raylet a moment after it was started.
  await expect
    .poll(async () => (await host.processes(signal())).find(({ pid }) => pid === raylet.pid)?.argv[0])
    .toBe('raylet');
}

async function endHead(): Promise<void> {
  const [head] = await records.list(signal());
  await host.kill(head?.session ?? 0, head?.startTicks ?? 0, 'SIGKILL');
}

function open(more: Partial<LaunchPorts> = {}): LaunchSession {
  const session = new LaunchSession(clusterFile, {
    host,
    records,
    dashboard: address => localDashboard(address),
    findings: () => Promise.resolve({ errors: 0, warnings: 0 }),
    confirm: () => Promise.reject(new Error('nothing was to be asked')),
    ...more,
  });
  sessions.push(session);
  return session;
}

function request(log: string, env: Record<string, string> = {}): LaunchRequest {
  return {
    configFile: join(folder, 'server_config.yaml'),
    applications: ['server', 'mock-model', 'mock-sampler', 'processor'],
    http: { host: '0.0.0.0', port: 0 },
    gatewayPrefix: '/api/v1',
    python,
    env: { LOG: fixture(log), ...env },
    trustRemoteCode: false,
  };
}

const launchers = async () =>
  (await host.processes(signal())).filter(({ argv }) => argv.includes(python) && argv.includes('launch'));
const launcherRecords = async () => (await records.list(signal())).filter(({ kind }) => kind === 'launcher');

/** A log up to the end of the launch, without the stop that the recorded one ends with. */
function runningLog(): string {
  const file = join(folder, 'running.log');
  const text = readFileSync(fixture('four-applications'), 'utf8');
  writeFileSync(file, text.slice(0, text.indexOf('Received SIGTERM')));
  return file;
}

async function running(session: LaunchSession): Promise<void> {
  await session.launch(request('', { LOG: runningLog() }), signal());
  expect(session.view.state).toBe('running');
}

describe('LaunchSession', () => {
  it('ends a launcher by SIGTERM and lets it remove its applications itself', async () => {
    const session = open();
    await running(session);
    expect(session.view.endpoint).toBe('http://localhost:0/api/v1');
    await session.stop(signal());
    expect(session.view.state).toBe('stopped');
    expect(await launchers()).toEqual([]);
    expect(await launcherRecords()).toEqual([]);
    expect(requests.filter(line => line.startsWith('DELETE'))).toEqual([]);
    await session.stop(signal());
    expect(session.view.state).toBe('stopped');
  });

  it('keeps the logs of ten launches', async () => {
    const logs = join(folder, 'logs');
    const id = launcherId(clusterFile, await host.machine());
    mkdirSync(logs, { mode: 0o700 });
    for (let day = 10; day < 30; day += 1) writeFileSync(join(logs, `${id}-202001${day}-000000.log`), '');
    writeFileSync(join(logs, 'ray-head.log'), '');
    const session = open();
    await running(session);
    const left = readdirSync(logs).sort();
    expect(left).toHaveLength(11);
    expect(left[0]).toBe(`${id}-20200121-000000.log`);
    expect(left).toContain('ray-head.log');
    await session.stop(signal());
  });

  it('shows the last true error of a launcher that dies at once', async () => {
    const session = open();
    await expect(session.launch(request('tinker-missing', { MODE: 'die' }), signal())).rejects.toThrow(
      "Launching server failed. ModuleNotFoundError: No module named 'tinker'",
    );
    expect(session.view).toMatchObject({ state: 'failed', left: [] });
    expect(await launcherRecords()).toEqual([]);
    // It can be launched again from there.
    await running(session);
    await session.stop(signal());
  });

  it('tells an interpreter that is not there, and that there is no cluster', async () => {
    const session = open();
    const missing = { ...request('tinker-missing'), python: join(folder, 'no-python') };
    await expect(session.launch(missing, signal())).rejects.toMatchObject({
      command: 'twinkle.selectPython',
      message: expect.stringContaining('It cannot be run') as string,
    });
    expect(session.view.state).toBe('stopped');
    expect(session.view.checks[0]).toMatchObject({ id: 'interpreter', outcome: 'failed' });
    await records.remove('head', signal());
    await expect(session.launch(request('tinker-missing'), signal())).rejects.toMatchObject({
      command: 'twinkle.startCluster',
    });
  });

  it('asks before it removes the applications of others, and takes a no', async () => {
    writeFileSync(serveFile, 'llm\n');
    const asked: string[] = [];
    let yes = false;
    const session = open({
      confirm: (_, checks) => {
        asked.push(...checks.map(({ detail }) => (detail === undefined ? '' : plain(detail))));
        return Promise.resolve(yes);
      },
    });
    await expect(running(session)).rejects.toMatchObject({ name: 'AbortError' });
    expect(session.view.state).toBe('stopped');
    expect(asked).toEqual(['Launching removes these applications of Ray Serve: llm']);
    expect(await launchers()).toEqual([]);
    yes = true;
    await running(session);
    // What somebody deployed since would end with the server.
    writeFileSync(serveFile, 'server\nllm\n');
    yes = false;
    await expect(session.stop(signal())).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked[2]).toContain('not launched from here: llm');
    expect(session.view.state).toBe('running');
    expect(await launchers()).toHaveLength(1);
    yes = true;
    await session.stop(signal());
    expect(session.view.state).toBe('stopped');
  });

  it('asks where the editor has found errors', async () => {
    const session = open({
      findings: () => Promise.resolve({ errors: 2, warnings: 0 }),
      confirm: () => Promise.resolve(false),
    });
    await expect(running(session)).rejects.toMatchObject({ name: 'AbortError' });
    expect(session.view.checks.find(({ id }) => id === 'findings')?.outcome).toBe('warning');
  });

  it('launches once, whatever two windows do at the same moment', async () => {
    const results = await Promise.allSettled([running(open()), running(open())]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await launchers()).toHaveLength(1);
    await expect(running(open())).rejects.toThrow('already there');
  });

  it('cancels a preflight by stop, and ends what it runs', async () => {
    const session = open();
    const launch = session.launch(request('', { LOG: runningLog(), CHECK_SECONDS: '30' }), signal());
    const refused = expect(launch).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => session.view.checks.length).toBeGreaterThan(3);
    await session.stop(signal());
    await refused;
    expect(session.view.state).toBe('stopped');
    const left = await host.processes(signal());
    expect(left.filter(({ argv }) => argv.includes('check-config'))).toEqual([]);
  });

  it('stops what it launched when it is cancelled', async () => {
    const session = open();
    const cancel = new AbortController();
    session.onDidChange(({ state }) => {
      if (state === 'launching') cancel.abort();
    });
    await expect(session.launch(request('tinker-missing'), cancel.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(session.view.state).toBe('stopped');
    expect(await launchers()).toEqual([]);
    expect(await launcherRecords()).toEqual([]);
  });

  it('removes what a launcher left behind, but nothing of another cluster on the same address', async () => {
    const session = open();
    const failing = request('unknown-device-group-key', { MODE: 'die-leaving' });
    await expect(session.launch(failing, signal())).rejects.toThrow('Launching mock-model failed.');
    expect(session.view.left).toEqual(['server']);
    raySession = 'session_b';
    await expect(running(session)).rejects.toThrow('Another cluster answers at its address.');
    await expect(session.stop(signal())).rejects.toThrow('Another Ray cluster answers');
    expect(session.view).toMatchObject({ state: 'failed', left: ['server'] });
    expect(requests.filter(line => line.startsWith('DELETE'))).toEqual([]);
    raySession = 'session_a';
    const next = open();
    expect(await next.recover(signal())).toBe(true);
    expect(next.view).toMatchObject({ state: 'failed', left: ['server'] });
    await next.stop(signal());
    expect(requests.filter(line => line.startsWith('DELETE'))).toHaveLength(1);
    expect(await launcherRecords()).toEqual([]);
  });

  it('does not say stopped where nobody can tell, and does where the cluster is gone', async () => {
    const session = open();
    await running(session);
    server.closeAllConnections();
    server.close();
    await expect(session.stop(signal())).rejects.toThrow('Ray does not tell whether its applications have');
    expect(session.view.state).toBe('failed');
    expect(await launchers()).toEqual([]);
    expect(await launcherRecords()).toHaveLength(1);
    await endHead();
    await session.stop(signal());
    expect(session.view.state).toBe('stopped');
    expect(await launcherRecords()).toEqual([]);
  });

  it('finds a launcher again whose start was cut off before it was written down', async () => {
    const first = open();
    await running(first);
    const known = first.view;
    first.dispose();
    const [record] = await launcherRecords();
    if (record === undefined) throw new Error('no record');
    const cut = {
      ...record,
      stage: 'starting' as const,
      session: 0,
      startTicks: 0,
      owner: { pid: 1, startTicks: 7 },
    };
    await records.write(cut, signal());
    const second = open();
    expect(await second.recover(signal())).toBe(true);
    expect(second.view).toEqual({ ...known, checks: [] });
    expect((await launcherRecords())[0]).toMatchObject({
      session: record.session,
      startTicks: record.startTicks,
    });
    await second.stop(signal());
    expect(await launchers()).toEqual([]);
  });

  it('notices that a server that runs has ended, ended by whomever', async () => {
    const orderly = open();
    await running(orderly);
    const [process] = await launchers();
    execFileSync('kill', ['-TERM', String(process?.pid)]);
    await expect.poll(() => orderly.view.state).toBe('stopped');
    const killed = open();
    await running(killed);
    const [other] = await launchers();
    execFileSync('kill', ['-KILL', String(other?.pid)]);
    await expect.poll(() => killed.view.state).toBe('failed');
    expect(killed.view.left).toEqual(['server']);
    expect(plain(killed.view.problem?.what ?? { template: '', args: [] })).toBe('The server has ended.');
  });
});
