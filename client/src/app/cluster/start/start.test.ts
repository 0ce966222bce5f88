/** What happens before Ray itself runs; with Ray it is test/cluster. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { headOnly } from '../../../../../test/support/clusterSession';
import { keeperOf, removeRecord } from '../../../../../test/support/keeper';
import { localDashboard } from '../../../../../test/support/localDashboard';
import type { ClusterPlan } from '../../../core/cluster/plan';
import { tokenSecret } from '../../../core/secrets/rayToken';
import { prepareStart } from './prepare';
import { startCluster } from './start';

const folder = mkdtempSync(join(tmpdir(), 'start-'));
const state = join(folder, 'state');
const { signal } = new AbortController();
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const secrets = new Map<string, string>();
/** Every token that was set, in order. */
const tokens: string[] = [];
const keeper = keeperOf(state, { secret: name => Promise.resolve(secrets.get(name)) });
afterAll(() => {
  keeper.dispose();
  rmSync(folder, { recursive: true });
});

const ports = {
  keeper,
  mayHaveRecords: () => Promise.resolve(true),
  dashboard: (url: string) => localDashboard(url),
  secrets: {
    get: (name: string) => Promise.resolve(secrets.get(name)),
    set: (name: string, value: string) => {
      secrets.set(name, value);
      tokens.push(value);
      return Promise.resolve();
    },
    remove: (name: string) => {
      secrets.delete(name);
      return Promise.resolve();
    },
  },
  python: () => Promise.resolve(undefined),
};

const listener = { onRecord: () => undefined, onStarted: () => undefined, onAlive: () => undefined };

/** A head that writes the token that it was given into its log, and fails. */
function plan(logFile: string, secretName: string): ClusterPlan {
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
        pythonSource: { kind: 'setting' },
        logFile,
        timeoutMs: 10_000,
        head: true,
        ports: [1],
      },
    ],
    ready: {
      nodes: ['head'],
      timeoutMs: 1_000,
    },
  };
}

it('gives each start a token of its own, revokes it where the head fails, and leaves that of a window that was faster', async () => {
  const secretName = tokenSecret(clusterFile, (await keeper.facts({}, signal)).machine);
  const log = join(state, 'logs', 'head.log');
  const start = () => startCluster(plan(log, secretName), ports, listener, signal);
  for (let each = 0; each < 2; each += 1) {
    await expect(start()).rejects.toThrow('did not start');
    const token = tokens.at(-1) ?? '';
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    const slice = await keeper.read(log, 0, 1_000, signal);
    expect(new TextDecoder().decode(slice?.bytes)).toContain(`got ${token}`);
    // Whoever read it from a port that Ray's own program should have held has nothing to open with it.
    expect(secrets.get(secretName)).toBeUndefined();
    if (each === 0) removeRecord(state, 'head');
  }
  expect(new Set(tokens).size).toBe(2);
  // The record of the last one is still there, as if another window were just starting it.
  secrets.set(secretName, 'theirs');
  await expect(start()).rejects.toThrow('has already been started');
  expect(secrets.get(secretName)).toBe('theirs');
});

it('starts nothing on another system than Linux, and says so', async () => {
  // Another system cannot be had here: the keeper of this one answers under its name.
  const elsewhere = new Proxy(keeper, {
    get: (target, key) => {
      if (key === 'facts')
        return async () => ({ ...(await target.facts({}, signal)), os: 'Darwin', hostname: 'mac' });
      const member: unknown = Reflect.get(target, key, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  const view = headOnly(clusterFile);
  await expect(prepareStart(view, clusterFile, { ...ports, keeper: elsewhere }, signal)).rejects.toThrow(
    'Clusters can be started on Linux only: mac runs Darwin.',
  );
});
