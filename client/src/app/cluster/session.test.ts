/** What a session reports where its records cannot be trusted. Its whole life with Ray is in test/cluster. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LocalHost } from '../../adapters/localHost';
import { RecordStore } from '../../adapters/recordStore';
import type { ProcessRecord } from '../../core/records/record';
import { plain } from '../../core/text/text';
import { ClusterSession } from './session';

const folder = mkdtempSync(join(tmpdir(), 'session-'));
const state = join(folder, 'state');
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const host = new LocalHost({ secret: () => Promise.resolve(undefined), env: { TWINKLE_STATE_HOME: state } });
const records = new RecordStore(host);
const { signal } = new AbortController();
const session = new ClusterSession(clusterFile, {
  host,
  records,
  dashboard: () => {
    throw new Error('no dashboard was to be asked');
  },
  secrets: { get: () => Promise.resolve(undefined), set: () => Promise.resolve() },
  python: () => Promise.resolve(undefined),
});
const problem = () => session.status.problem && plain(session.status.problem.what);

afterAll(() => {
  session.dispose();
  rmSync(folder, { recursive: true });
});

it('reports a folder of records that others can write, uses nothing of it, and recovers', async () => {
  mkdirSync(join(state, 'records'), { recursive: true, mode: 0o700 });
  chmodSync(state, 0o777);
  expect((await session.check(signal)).state).toBe('stopped');
  expect(problem()).toContain(`${state} is not used: other users can change it`);
  expect(plain(session.status.problem?.remedy ?? { template: '', args: [] })).toContain(
    `chmod go-w -- ${state}`,
  );
  await expect(session.stop({ signal })).rejects.toThrow(/other users can change it.*chmod go-w/);
  chmodSync(state, 0o700);
  await session.check(signal);
  expect(problem()).toBeUndefined();
});

it('does not stop by the record that another user can have written, and says so', async () => {
  const victim = await host.spawnDetached(
    { argv: ['sleep', '4713.1'], env: {} },
    join(folder, 'log'),
    signal,
  );
  const record: ProcessRecord = {
    version: 1,
    id: 'ray-forged',
    kind: 'ray-node',
    clusterFile,
    cluster: 'lab',
    node: 'head',
    host: 'local',
    machine: await host.machine(),
    session: victim.session,
    startTicks: victim.startTicks,
    bootId: await host.bootId(signal),
    argv: ['/evil/python'],
    logFile: '',
    createdAt: 1,
    ray: { address: '192.0.2.1:1', dashboardUrl: 'http://192.0.2.1:1', head: true, ports: [] },
  };
  await records.create(record, signal);
  const file = join(state, 'records', 'ray-forged.json');
  chmodSync(file, 0o666);
  expect(await session.check(signal)).toMatchObject({ state: 'stopped', records: [] });
  expect(problem()).toContain('ray-forged.json is not used: other users can change it (mode 0666)');
  await expect(session.stop({ signal })).rejects.toThrow(/ray-forged.json is not used/);
  expect((await host.processes(signal)).some(({ pid }) => pid === victim.pid)).toBe(true);
  // Once its user has looked at it and closed it, it counts.
  chmodSync(file, 0o600);
  expect((await session.check(signal)).nodes).toHaveLength(1);
  await session.stop({ signal });
  expect((await host.processes(signal)).some(({ pid }) => pid === victim.pid)).toBe(false);
  expect(problem()).toBeUndefined();
});
