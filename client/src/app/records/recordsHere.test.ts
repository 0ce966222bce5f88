/**
 * Two machines with one home folder. A second machine cannot be had here, so the other one is this machine under another
 * name and with another boot; files and processes are real.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { LocalHost } from '../../adapters/localHost';
import { localDashboard } from '../../adapters/ray/localDashboard';
import { RecordStore } from '../../adapters/recordStore';
import type { Dashboard } from '../../core/ray/dashboard';
import { recordId } from '../../core/cluster/plan';
import type { ProcessRecord } from '../../core/records/record';
import { LaunchSession } from '../launch/session';
import { findHead, findLauncher, launcherId, startLauncher } from '../launch/launcher';
import { forgetWhatIsOver, survey } from '../cluster/recovery';
import { recordsHere } from './recordsHere';

class OtherMachine extends LocalHost {
  override machine(): Promise<string> {
    return Promise.resolve('other');
  }

  override bootId(): Promise<string> {
    return Promise.resolve('other-boot');
  }
}

const folder = mkdtempSync(join(tmpdir(), 'machines-'));
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const options = {
  secret: () => Promise.resolve(undefined),
  env: { PATH: process.env['PATH'], TWINKLE_STATE_HOME: join(folder, 'state') },
};
const { signal } = new AbortController();
const [a, b] = [new LocalHost(options), new OtherMachine(options)].map(host => ({
  host,
  records: new RecordStore(host),
  dashboard: (url: string) => localDashboard(url),
  findings: () => Promise.resolve(undefined),
  confirm: () => Promise.reject(new Error('nothing was to be asked')),
})) as [Machine, Machine];
interface Machine {
  readonly host: LocalHost;
  readonly records: RecordStore;
  readonly dashboard: (url: string) => Dashboard;
  readonly findings: () => Promise<undefined>;
  readonly confirm: () => Promise<boolean>;
}

afterEach(async () => {
  for (const { record } of (await recordsHere({}, a, signal)).here) {
    if (record.session !== 0) await a.host.kill(record.session, record.startTicks, 'SIGKILL');
  }
  rmSync(join(folder, 'state'), { recursive: true, force: true });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const files = () => readdirSync(join(folder, 'state', 'records')).toSorted();

async function nodeRecord({ host }: Machine, more: Partial<ProcessRecord> = {}): Promise<ProcessRecord> {
  const machine = await host.machine();
  return {
    version: 1,
    id: recordId({ clusterFile, machine }, 'head'),
    kind: 'ray-node',
    clusterFile,
    cluster: 'lab',
    node: 'head',
    host: 'local',
    machine,
    session: 0,
    startTicks: 0,
    bootId: await host.bootId(signal),
    argv: [],
    logFile: '',
    createdAt: 1,
    ray: { address: '192.0.2.1:1', dashboardUrl: 'http://127.0.0.1:1', head: true, ports: [] },
    ...more,
  };
}

async function launch(machine: Machine) {
  const head = await nodeRecord(machine);
  const command = { argv: ['sleep', '4712.1'], env: {} } as const;
  const launch = { configFile: '/c', dashboardUrl: 'http://127.0.0.1:1', endpoint: '', applications: ['x'] };
  return startLauncher({ command, head, launch }, machine, signal);
}

it('a launcher of another machine is neither found, nor ended, nor forgotten', async () => {
  const { record } = await launch(a);
  expect(record.machine).toBe(await a.host.machine());
  expect(await findLauncher(clusterFile, b, signal)).toBeUndefined();
  const session = new LaunchSession(clusterFile, b);
  expect(await session.recover(signal)).toBe(false);
  await session.stop(signal);
  session.dispose();
  expect(files()).toEqual([`${record.id}.json`]);
  expect((await findLauncher(clusterFile, a, signal))?.process?.pid).toBe(record.session);
});

it('each machine has a launcher of its own', async () => {
  const ours = await launch(a);
  const theirs = await launch(b);
  expect(files()).toEqual([ours, theirs].map(({ record }) => `${record.id}.json`).toSorted());
  expect((await findLauncher(clusterFile, a, signal))?.record.id).toBe(ours.record.id);
  expect((await findLauncher(clusterFile, b, signal))?.record.id).toBe(theirs.record.id);
  await a.host.kill(theirs.record.session, theirs.record.startTicks, 'SIGKILL');
});

it('the head of another machine is neither launched on, nor shown, nor forgotten', async () => {
  const head = await nodeRecord(a);
  await a.records.create(head, signal);
  expect(await findHead(clusterFile, b, signal)).toBeUndefined();
  const found = await survey(clusterFile, b, signal);
  expect(found.nodes).toEqual([]);
  expect(await forgetWhatIsOver(found, b)).toEqual([]);
  expect(files()).toEqual([`${head.id}.json`]);
  expect((await findHead(clusterFile, a, signal))?.head).toEqual(head);
  expect((await recordsHere({}, b, signal)).here).toEqual([]);
});

it('a record without a machine is ours while this kernel runs, and left alone after that', async () => {
  const { record } = await launch(a);
  const old: ProcessRecord = { ...record, id: 'launcher-0123456789ab', createdAt: record.createdAt - 1 };
  delete (old as { machine?: string }).machine;
  await a.records.create(old, signal);
  await a.records.remove(record.id, signal);
  expect((await findLauncher(clusterFile, a, signal))?.process?.pid).toBe(record.session);
  expect(await findLauncher(clusterFile, b, signal)).toBeUndefined();
  await a.records.write({ ...old, bootId: 'before' }, signal);
  expect(await findLauncher(clusterFile, a, signal)).toBeUndefined();
  const session = new LaunchSession(clusterFile, a);
  expect(await session.recover(signal)).toBe(false);
  await session.stop(signal);
  session.dispose();
  expect(files()).toEqual([`${old.id}.json`]);
  await a.host.kill(record.session, record.startTicks, 'SIGKILL');
});

it('of two launchers of one file, the one that lives counts', async () => {
  const { record } = await launch(a);
  const dead = {
    ...record,
    id: 'launcher-0123456789ab',
    session: 0,
    startTicks: 0,
    createdAt: Date.now() + 1,
  };
  await a.records.create(dead, signal);
  expect((await findLauncher(clusterFile, a, signal))?.record.id).toBe(record.id);
});

it('ids tell machines and files apart', () => {
  const ids = ['/w/a.yaml', '/w/b.yaml'].flatMap(file =>
    ['m', 'n'].map(machine => launcherId(file, machine)),
  );
  expect(new Set(ids).size).toBe(4);
});
