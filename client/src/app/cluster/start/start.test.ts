/** What happens before Ray itself runs; with Ray it is test/cluster. */
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LocalHost } from '../../../adapters/localHost';
import { localDashboard } from '../../../adapters/ray/localDashboard';
import { RecordStore } from '../../../adapters/recordStore';
import type { ClusterPlan } from '../../../core/cluster/plan';
import { tokenSecret } from '../../../core/secrets/rayToken';
import { startCluster } from './start';

const folder = mkdtempSync(join(tmpdir(), 'start-'));
const { signal } = new AbortController();
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const secretName = tokenSecret(clusterFile, hostname());
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function window(secrets: Map<string, string>) {
  const host = new LocalHost({
    secret: name => Promise.resolve(secrets.get(name)),
    env: { PATH: process.env['PATH'], TWINKLE_STATE_HOME: join(folder, 'state') },
  });
  return {
    host,
    records: new RecordStore(host),
    dashboard: (url: string) => localDashboard(url),
    secrets: {
      get: (name: string) => Promise.resolve(secrets.get(name)),
      set: (name: string, value: string) => {
        secrets.set(name, value);
        return Promise.resolve();
      },
    },
    python: () => Promise.resolve(undefined),
  };
}

const listener = { onRecord: () => undefined, onStarted: () => undefined, onAlive: () => undefined };

/** A head that writes the token that it was given into its log, and fails. */
function plan(logFile: string): ClusterPlan {
  return {
    clusterFile,
    name: 'lab',
    dashboardUrl: 'http://127.0.0.1:1',
    auth: 'token',
    steps: [
      {
        id: 'head',
        node: 'head',
        host: 'local',
        title: { template: 'Head', args: [] },
        command: {
          argv: ['sh', '-c', 'echo "got $RAY_AUTH_TOKEN"; exit 3'],
          env: {},
          secrets: { RAY_AUTH_TOKEN: secretName },
        },
        logFile,
        until: { kind: 'exited' },
        timeoutMs: 10_000,
        head: true,
        ports: [1],
      },
    ],
    ready: {
      until: { kind: 'alive', dashboardUrl: 'http://127.0.0.1:1', nodes: ['head'] },
      timeoutMs: 1_000,
    },
  };
}

it('gives each start a token of its own, and leaves that of a window that was faster', async () => {
  const secrets = new Map<string, string>();
  const ports = window(secrets);
  const log = join(folder, 'head.log');
  const tokens: string[] = [];
  for (let each = 0; each < 2; each += 1) {
    await expect(startCluster(plan(log), ports, listener, signal)).rejects.toThrow('did not start');
    const token = secrets.get(secretName) ?? '';
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const slice = await ports.host.readFile(log, 0, 1_000, signal);
    expect(new TextDecoder().decode(slice?.bytes)).toContain(`got ${token}`);
    tokens.push(token);
    if (each === 0) await ports.records.remove('head', signal);
  }
  expect(new Set(tokens).size).toBe(2);
  // The record of the last one is still there.
  await expect(startCluster(plan(log), ports, listener, signal)).rejects.toThrow('was started already');
  expect(secrets.get(secretName)).toBe(tokens[1]);
});
