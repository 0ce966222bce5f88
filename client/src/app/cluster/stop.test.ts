/** Real processes that bear the names of Ray's; the real ones are in test/cluster. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { LocalHost } from '../../adapters/localHost';
import { RecordStore } from '../../adapters/recordStore';
import type { StartedProcess } from '../../core/machine/host';
import { stopPhases } from '../../core/machine/processes';
import { recordVariable, type ProcessRecord } from '../../core/records/record';
import { plain } from '../../core/text/text';
import { assess, forgetWhatIsOver, survey } from './recovery';
import { stopNodes } from './stop';

const folder = mkdtempSync(join(tmpdir(), 'stop-'));
const { signal } = new AbortController();
const host = new LocalHost({
  secret: () => Promise.resolve(undefined),
  env: { PATH: process.env['PATH'], TWINKLE_STATE_HOME: join(folder, 'state') },
});
const records = new RecordStore(host);
const ports = { host, records };
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const order = join(folder, 'order');
for (const name of ['raylet', 'gcs_server', 'log_monitor']) copyFileSync('/bin/sh', join(folder, name));

afterEach(async () => {
  for (const { id } of await records.list(signal)) await records.remove(id, signal);
  rmSync(order, { force: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Says its name when it gets a signal to end; `deaf` does not end by it. */
const program = (name: string, deaf = false) =>
  `${folder}/${name} -c 'trap "echo ${name} >>${order}; ${deaf ? '' : 'exit 0'}" TERM; while :; do sleep 0.05; done' &`;

async function start(id: string, script: string): Promise<StartedProcess> {
  const command = { argv: ['sh', '-c', script], env: { [recordVariable]: id } } as const;
  return host.spawnDetached(command, join(folder, `${id}.log`), signal);
}

async function recordOf(
  id: string,
  { session, startTicks }: StartedProcess,
  more: Partial<ProcessRecord> = {},
) {
  const record: ProcessRecord = {
    version: 1,
    id,
    kind: 'ray-node',
    clusterFile,
    cluster: 'lab',
    node: id,
    host: 'local',
    session,
    startTicks,
    bootId: await host.bootId(signal),
    argv: [],
    logFile: '',
    createdAt: Date.now(),
    ray: { address: '192.0.2.1:1', dashboardUrl: 'http://127.0.0.1:1', head: id === 'head', ports: [] },
    ...more,
  };
  await records.write(record, signal);
  return record;
}

async function sessionMembers(session: number) {
  return (await host.processes(signal)).filter(process => process.session === session);
}

const said = () => (existsSync(order) ? readFileSync(order, 'utf8').trim().split('\n') : []);

/** Until the traps are set: a shell that gets one before says nothing. */
async function settled(started: StartedProcess, count: number): Promise<void> {
  const sleeping = async () =>
    (await sessionMembers(started.session)).filter(({ argv }) => argv[0] === 'sleep').length >= count;
  await expect.poll(sleeping, { timeout: 5_000 }).toBe(true);
}

describe('stopNodes', () => {
  it('ends raylet, then the others, then the GCS, and removes the record', async () => {
    const head = await start(
      'head',
      `${['gcs_server', 'log_monitor', 'raylet'].map(name => program(name)).join(' ')} exit`,
    );
    await settled(head, 3);
    const left = await stopNodes([await recordOf('head', head)], ports, { signal });
    expect(left).toEqual([]);
    expect(said()).toEqual(['raylet', 'log_monitor', 'gcs_server']);
    expect(await sessionMembers(head.session)).toEqual([]);
    expect(await records.list(signal)).toEqual([]);
  });

  it('kills what does not end by itself, in the same order', async () => {
    const head = await start(
      'head',
      `${['gcs_server', 'raylet'].map(name => program(name, true)).join(' ')} exit`,
    );
    await settled(head, 2);
    const quick = (record: ProcessRecord) => stopPhases(record).map(phase => ({ ...phase, graceMs: 200 }));
    expect(await stopNodes([await recordOf('head', head)], ports, { signal }, quick)).toEqual([]);
    expect([...new Set(said())]).toEqual(['raylet', 'gcs_server']);
    expect(await sessionMembers(head.session)).toEqual([]);
  });

  it('ends a start that was cut off before its session was written down', async () => {
    const head = await start('head', `${program('raylet')} wait`);
    await settled(head, 1);
    const intent = await recordOf('head', head, { session: 0, startTicks: 0, stage: 'starting' });
    expect(await stopNodes([intent], ports, { signal })).toEqual([]);
    expect(await sessionMembers(head.session)).toEqual([]);
  });

  it('does not touch another cluster, nor what only has its session number', async () => {
    const other = await start('other', `${program('raylet')} exit`);
    const number = await start('unrelated', `${program('log_monitor')} exit`);
    await settled(other, 1);
    await settled(number, 1);
    const mistaken = await recordOf('head', number, { startTicks: number.startTicks - 10 });
    const [told] = await stopNodes([mistaken], ports, { signal });
    expect(plain(told ?? { template: '', args: [] })).toMatch(
      /log_monitor \(pid \d+\) may belong to node head/,
    );
    expect(await sessionMembers(other.session)).not.toEqual([]);
    expect(await sessionMembers(number.session)).not.toEqual([]);
    expect(said()).toEqual([]);
    for (const { pid, startTicks } of [
      ...(await sessionMembers(other.session)),
      ...(await sessionMembers(number.session)),
    ]) {
      await host.kill(pid, startTicks, 'SIGKILL');
    }
  });

  it('only removes the record after a reboot', async () => {
    const head = await start('head', `${program('raylet')} exit`);
    await settled(head, 1);
    const old = await recordOf('head', head, { bootId: 'another' });
    expect(await stopNodes([old], ports, { signal })).toEqual([]);
    expect(await records.list(signal)).toEqual([]);
    expect(await sessionMembers(head.session)).not.toEqual([]);
    for (const { pid, startTicks } of await sessionMembers(head.session))
      await host.kill(pid, startTicks, 'SIGKILL');
  });
});

describe('survey', () => {
  it('tells a start under way from one cut off', async () => {
    const head = await start('head', `${program('raylet')} exit`);
    await settled(head, 1);
    const own = (await host.processes(signal)).find(({ pid }) => pid === process.pid);
    const owner = { pid: process.pid, startTicks: own?.startTicks ?? 0 };
    const record = await recordOf('head', head, { stage: 'starting', owner });
    expect(assess((await survey(clusterFile, ports, signal)).nodes).state).toBe('starting');
    await records.write({ ...record, owner: { ...owner, startTicks: owner.startTicks - 1 } }, signal);
    const cutOff = assess((await survey(clusterFile, ports, signal)).nodes);
    expect(cutOff).toMatchObject({ state: 'degraded', problem: { command: 'twinkle.stopCluster' } });
    expect(await stopNodes(cutOff.records, ports, { signal })).toEqual([]);
  });

  it('forgets what is over, but never what another machine wrote down', async () => {
    const head = await start('head', 'exit');
    await head.ended;
    await recordOf('head', head, { machine: await host.machine() });
    await recordOf('far', head, { machine: 'another', bootId: 'another' });
    writeFileSync(join(folder, 'state', 'records', 'broken.json'), '{');
    const found = await survey(clusterFile, ports, signal);
    expect(found.nodes.map(({ record }) => record.id)).toEqual(['head']);
    expect(found.broken).toHaveLength(1);
    expect(await forgetWhatIsOver(found, ports)).toEqual([]);
    expect((await records.list(signal)).map(({ id }) => id)).toEqual(['far']);
  });
});
