/** What a session reports where its records cannot be trusted. Its whole life with Ray is in test/cluster. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { headOnly, portsWithoutDashboard } from '../../../../test/support/clusterSession';
import { keeperOf, nodeRecord, plantRecord } from '../../../../test/support/keeper';
import { kill, processOf } from '../../../../test/support/processTable';
import { plain } from '../../core/text/text';
import { ClusterSession } from './session';

const folder = mkdtempSync(join(tmpdir(), 'session-'));
const state = join(folder, 'state');
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const keeper = keeperOf(state);
const { signal } = new AbortController();
const session = new ClusterSession(clusterFile, portsWithoutDashboard(keeper, state));
const problem = () => session.status.problem && plain(session.status.problem.what);

afterAll(() => {
  session.dispose();
  keeper.dispose();
  rmSync(folder, { recursive: true });
});

it('reports a folder of records that others can write, uses nothing of it, and recovers', async () => {
  const facts = await keeper.facts({}, signal);
  mkdirSync(join(state, 'records'), { recursive: true, mode: 0o700 });
  plantRecord(state, nodeRecord(facts, '/another/twinkle_cluster.yaml', { boot: 'another' }));
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
  const { pid = 0 } = spawn('sleep', ['4713.1'], { detached: true, stdio: 'ignore' });
  const victim = processOf(pid);
  if (victim === undefined) throw new Error('no victim');
  const { session: id, startTicks } = victim;
  const forged = nodeRecord(await keeper.facts({}, signal), clusterFile, {
    id: 'ray-forged',
    process: { pid, session: id, startTicks },
    argv: ['/evil/python'],
  });
  plantRecord(state, forged);
  const file = join(state, 'records', 'ray-forged.json');
  try {
    chmodSync(file, 0o666);
    expect(await session.check(signal)).toMatchObject({ state: 'stopped', records: [] });
    expect(problem()).toContain('ray-forged.json is not used: other users can change it (mode 0666)');
    await expect(session.stop({ signal })).rejects.toThrow(/ray-forged.json is not used/);
    expect(processOf(pid)).toBeDefined();
    // Once its user has looked at it and closed it, it counts.
    chmodSync(file, 0o600);
    expect((await session.check(signal)).nodes).toHaveLength(1);
    await session.stop({ signal });
    expect(processOf(pid)).toBeUndefined();
    expect(session.status).toEqual({ state: 'stopped', nodes: [], records: [] });
  } finally {
    kill(victim);
  }
});

it('shows what it showed before where a start or a stop is refused', async () => {
  const facts = await keeper.facts({}, signal);
  const { pid = 0 } = spawn('sleep', ['4713.2'], {
    argv0: 'raylet',
    detached: true,
    stdio: 'ignore',
  });
  const raylet = processOf(pid);
  if (raylet === undefined) throw new Error('no raylet');
  const { session: id, startTicks } = raylet;
  plantRecord(
    state,
    nodeRecord(facts, clusterFile, { id: 'ray-there', process: { pid, session: id, startTicks } }),
  );
  try {
    const before = await session.check(signal);
    expect(before.nodes).toHaveLength(1);
    const shown: string[] = [];
    const subscription = session.onDidChange(status => shown.push(status.state));
    await expect(session.start(headOnly(clusterFile), { signal })).rejects.toThrow('already been started');
    expect(shown).toEqual([]);
    chmodSync(state, 0o777);
    await expect(session.stop({ signal })).rejects.toThrow('other users can change it');
    // The problem is shown beside what was known.
    expect(new Set(shown)).toEqual(new Set([before.state]));
    expect(session.status.nodes).toEqual(before.nodes);
    subscription.dispose();
  } finally {
    chmodSync(state, 0o700);
    kill(raylet);
    await session.check(signal);
  }
});
