/** What a window costs that has nothing to ask, counted in real processes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { headOnly, portsWithoutDashboard } from '../../../../test/support/clusterSession';
import { nodeRecord, plantRecord } from '../../../../test/support/keeper';
import { processTable } from '../../../../test/support/processTable';
import { KeeperClient } from '../../adapters/keeper/client';
import { LocalMachine } from '../../adapters/localMachine';
import type { Machine } from '../../core/machine/machine';
import { ClusterSession } from './session';

const folder = mkdtempSync(join(tmpdir(), 'idle-'));
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const { signal } = new AbortController();
const owned: { dispose(): void }[] = [];
let count = 0;

afterEach(async () => {
  for (const each of owned.splice(0)) each.dispose();
  await expect.poll(keepers, { timeout: 5_000 }).toEqual([]);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A window with a state folder of its own. */
function open(wrap = (machine: Machine) => machine) {
  count += 1;
  const state = join(folder, `state${count}`);
  const machine = wrap(new LocalMachine({ env: { ...process.env, TWINKLE_STATE_HOME: state } }));
  const keeper = new KeeperClient(machine, { secret: () => Promise.resolve(undefined) });
  const session = new ClusterSession(clusterFile, portsWithoutDashboard(keeper, state, '/no/such/python'));
  owned.push(session, keeper);
  return { session, keeper, state };
}

/** Keepers that this process has started. */
const keepers = () =>
  processTable().filter(({ parent, argv }) => parent === process.pid && argv.includes('-I'));

it('starts nothing without a record, and a keeper where there is one', async () => {
  const { session, keeper, state } = open();
  expect(await session.recover(signal)).toBe(false);
  expect((await session.check(signal)).state).toBe('stopped');
  expect(keepers()).toEqual([]);
  // Of a process that has ended: there is something to ask.
  plantRecord(state, nodeRecord({ machine: 'unknown', boot: 'unknown' }, clusterFile));
  expect(await session.recover(signal)).toBe(false);
  expect(keepers()).toHaveLength(1);
  const { machine } = await keeper.facts({}, signal);
  expect(machine).toContain('@');
});

it('shows no error without a Python until something is started, and then what helps', async () => {
  // A machine without Python cannot be had here, so none of them is found on this one.
  const { session, state } = open(machine => ({
    name: machine.name,
    run: ([, ...args], also) => machine.run(['/no/such/python', ...args], also),
    dial: (port, also) => machine.dial(port, also),
    listen: (onConnection, also) => machine.listen(onConnection, also),
  }));
  expect(await session.recover(signal)).toBe(false);
  expect(session.status).toEqual({ state: 'stopped', nodes: [], records: [] });
  expect(keepers()).toEqual([]);
  await expect(session.start(headOnly(clusterFile), { signal })).rejects.toMatchObject({
    message: expect.stringContaining('Python 3.8') as string,
    actions: [{ kind: 'selectInterpreter' }],
  });
  expect(keepers()).toEqual([]);
  // With a record there is something to look at.
  plantRecord(state, nodeRecord({ machine: 'unknown', boot: 'unknown' }, clusterFile));
  expect(await session.check(signal)).toMatchObject({
    state: 'stopped',
    problem: { actions: [{ kind: 'selectInterpreter' }] },
  });
});
