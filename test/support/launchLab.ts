import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import { headId, keeperOf, recordsIn } from './keeper';
import { startHead } from './rayHead';
import { kill, killed, processTable, unusedPort } from './processTable';
import type { KeeperClient } from '../../client/src/adapters/keeper/client';
import { localDashboard } from './localDashboard';
import type { LaunchView } from '../../client/src/core/launch/view';
import { ProcessLauncher } from '../../client/src/app/launch/processLauncher';
import { LaunchSession, type LaunchPorts, type LaunchRequest } from '../../client/src/app/launch/session';

/**
 * What tests of a launch's session share: a cluster that seems to run, and an interpreter that seems to launch.
 *
 * Real processes, files and HTTP; in the place of Ray and Twinkle, which test/cluster has, stand a shell script that
 * writes a recorded log, and a server that answers as the dashboard does. What cannot be had quickly with the real
 * ones is tried here: refusals, races, and ends at the wrong moment.
 */
export const fixture = (name: string) => new URL(`../fixtures/launch/${name}.log`, import.meta.url).pathname;
/** Another one in each file: the keeper knows a process by the id of its record, and files run side by side. */
export const clusterFile = `/project-${process.pid}/twinkle_cluster.yaml`;

/** `-c`: the probe. `check-config`: as told. `launch`: the log, then what a launcher does that gets SIGTERM. */
const interpreter = `#!/bin/sh
if [ "$1" = -c ]; then
  echo '{"python": "3.11.7", "versions": {"ray": "2.60.0", "twinkle-kit": "0.5.1", "tinker": "0.16.1"}, "modules": ["ray", "twinkle", "tinker"], "importErrors": {}, "files": []}'
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

export let folder: string;
export let python: string;
export let serveFile: string;
export let keeper: KeeperClient;
export let server: Server;
export let url: string;
export const ray = { session: '' };
/** Nothing listens there. */
export let port: number;
export let requests: string[];
const sessions: LaunchSession[] = [];
export const fresh: LaunchView = { state: 'stopped', checks: [], applications: [], left: [] };
export const signal = () => AbortSignal.timeout(20_000);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'launch-'));
  python = join(folder, 'python');
  serveFile = join(folder, 'serve');
  writeFileSync(python, interpreter, { mode: 0o755 });
  ray.session = 'session_a';
  requests = [];
  server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(`${request.method ?? ''} ${path}`);
    if (request.method === 'DELETE') rmSync(serveFile, { force: true });
    response.end(JSON.stringify(answer(path)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  port = await unusedPort();
  keeper = keeperOf(folder, { env: { SERVE: serveFile } });
  await startHead({ keeper, folder, clusterFile, program: python, dashboardUrl: url });
});

afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
  keeper.dispose();
  for (const each of processTable()) {
    if (each.argv.some(word => word.includes(folder))) kill(each);
  }
  server.closeAllConnections();
  server.close();
  // The waiter of what was just killed may still write how it ended.
  rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 50 });
});

function answer(path: string): unknown {
  if (path === '/api/version') return { session_name: ray.session };
  if (path.startsWith('/api/v0/nodes')) {
    return { data: { result: { total: 1, result: [{ node_id: 'a', state: 'ALIVE' }] } } };
  }
  if (path !== '/api/serve/applications/') return {};
  const names = existsSync(serveFile) ? readFileSync(serveFile, 'utf8').trim().split('\n') : [];
  return { applications: Object.fromEntries(names.map(name => [name, { name, status: 'RUNNING' }])) };
}

/** Ends the head of the cluster, and returns when it has ended. */
export async function endHead(): Promise<void> {
  const head = recordsIn(folder).find(({ id }) => id === headId);
  if (head?.process !== undefined) await killed(head.process);
}

export function open(more: Partial<LaunchPorts> = {}): LaunchSession {
  const session = new LaunchSession(clusterFile, {
    keeper,
    launcher: new ProcessLauncher(keeper),
    dashboard: address => localDashboard(address),
    findings: () => Promise.resolve({ errors: [], warnings: 0 }),
    confirm: () => Promise.reject(new Error('nothing was to be asked')),
    ...more,
  });
  sessions.push(session);
  return session;
}

export function request(log: string, env: Record<string, string> = {}): LaunchRequest {
  return {
    configFile: join(folder, 'server_config.yaml'),
    applications: ['server', 'mock-model', 'mock-sampler', 'processor'],
    http: { host: '0.0.0.0', port },
    gatewayPrefix: '/api/v1',
    python,
    env: { LOG: fixture(log), ...env },
  };
}

/** Leaders of sessions: a child that one has just forked has its command line for a moment. */
export const launchers = () =>
  processTable().filter(
    ({ argv, pid, session }) => pid === session && argv.includes(python) && argv.includes('launch'),
  );
export const launcherRecords = () => recordsIn(folder).filter(({ kind }) => kind === 'launcher');

/** A log up to the end of the launch, without the stop that the recorded one ends with. */
export function runningLog(): string {
  const file = join(folder, 'running.log');
  const text = readFileSync(fixture('four-applications'), 'utf8');
  writeFileSync(file, text.slice(0, text.indexOf('Received SIGTERM')));
  return file;
}

export async function running(session: LaunchSession): Promise<void> {
  await session.launch(request('', { LOG: runningLog() }), signal());
  expect(session.view.state).toBe('running');
}
