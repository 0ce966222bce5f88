/**
 * Two machines with one home folder. A second machine cannot be had here, so what the other one wrote down is put there
 * under another name and with another boot; the files and the processes of this one are real.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  keeperOf,
  nodeRecord,
  plantRecord,
  recordFiles,
  recordsIn,
  withoutProcess,
} from '../../../../test/support/keeper';
import { kill, processOf } from '../../../../test/support/processTable';
import { localDashboard } from '../../../../test/support/localDashboard';
import { recordId } from '../../core/cluster/plan';
import type { MachineFacts } from '../../core/machine/keeper';
import type { LauncherRecord } from '../../core/records/processRecord';
import { defaultOptions } from '../../core/launch/options/options';
import type { LaunchPlanInput } from '../../core/launch/plan';
import { findHead } from './head';
import { launcherId } from './intent';
import { ProcessLauncher } from './processLauncher';
import { LaunchSession } from './session';

const folder = mkdtempSync(join(tmpdir(), 'machines-'));
const state = join(folder, 'state');
const clusterFile = join(folder, 'twinkle_cluster.yaml');
const other = { machine: 'other@1', boot: 'other-boot' };
const { signal } = new AbortController();
const keeper = keeperOf(state);
const launcher = new ProcessLauncher(keeper);
let facts: MachineFacts;

beforeAll(async () => {
  facts = await keeper.facts({}, signal);
});
afterEach(() => {
  for (const { process } of recordsIn(state)) if (process !== undefined) kill(process);
  rmSync(state, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
});
afterAll(() => {
  keeper.dispose();
  rmSync(folder, { recursive: true, maxRetries: 20, retryDelay: 50 });
});

const launch = { configFile: '/c', dashboardUrl: 'http://127.0.0.1:1', endpoint: '', applications: ['x'] };

function start(): Promise<LauncherRecord> {
  const head = nodeRecord(facts, clusterFile);
  const plan: LaunchPlanInput = {
    python: 'sleep',
    options: { ...defaultOptions, way: 'script', script: '4712.1' },
    configFile: '/c',
    rayAddress: '',
    auth: 'disabled',
    workFolder: '/',
    env: {},
  };
  return launcher.start({ plan, head, launch }, signal);
}

/** A launcher that the other machine runs; here nothing of it lives, whatever its numbers are. */
function plantTheirs(more: Partial<LauncherRecord> = {}): LauncherRecord {
  const process = { pid: globalThis.process.pid, session: globalThis.process.pid, startTicks: 1 };
  const record: LauncherRecord = {
    ...nodeRecord(other, clusterFile),
    kind: 'launcher',
    id: launcherId(clusterFile, other.machine),
    process,
    launch,
    ...more,
  };
  plantRecord(state, record);
  return record;
}

function session(): LaunchSession {
  return new LaunchSession(clusterFile, {
    keeper,
    launcher,
    dashboard: url => localDashboard(url),
    findings: () => Promise.resolve(undefined),
    confirm: () => Promise.reject(new Error('nothing was to be asked')),
  });
}

/** Recovers and stops as a window here does. */
async function expectLeftAlone(): Promise<void> {
  const window = session();
  expect(await window.recover(signal)).toBe(false);
  await window.stop(signal);
  window.dispose();
}

it('a launcher of another machine is neither found, nor ended, nor forgotten', async () => {
  const theirs = plantTheirs();
  expect(await launcher.find(clusterFile, signal)).toBeUndefined();
  await expectLeftAlone();
  expect(recordFiles(state)).toEqual([`${theirs.id}.json`]);
});

it('each machine has a launcher of its own', async () => {
  const theirs = plantTheirs();
  const ours = await start();
  expect(recordFiles(state)).toEqual([ours, theirs].map(({ id }) => `${id}.json`).toSorted());
  expect(await launcher.find(clusterFile, signal)).toMatchObject({
    record: { id: ours.id },
    process: { pid: ours.process?.pid },
  });
});

it('the head of another machine is neither launched on, nor forgotten', async () => {
  const id = recordId({ clusterFile, machine: other.machine }, 'head');
  plantRecord(state, nodeRecord(other, clusterFile, { id }));
  expect(await findHead(clusterFile, keeper, signal)).toBeUndefined();
  expect((await keeper.survey({}, signal)).records).toEqual([]);
  expect(recordFiles(state)).toEqual([`${id}.json`]);
  plantRecord(state, nodeRecord(facts, clusterFile, { id: 'ours' }));
  expect((await findHead(clusterFile, keeper, signal))?.head.id).toBe('ours');
});

it('a record without a machine is ours while this kernel runs, and left alone after that', async () => {
  const { process, createdAt, argv, logFile, id } = await start();
  const old = {
    version: 1 as const,
    id: 'launcher-0123456789ab',
    kind: 'launcher',
    clusterFile,
    cluster: 'lab',
    node: 'head',
    host: 'local',
    session: process?.session,
    startTicks: process?.startTicks,
    bootId: facts.boot,
    argv,
    logFile,
    createdAt: createdAt - 1,
    launch,
  };
  plantRecord(state, old);
  rmSync(join(state, 'records', `${id}.json`));
  expect((await launcher.find(clusterFile, signal))?.process?.pid).toBe(process?.pid);
  plantRecord(state, { ...old, bootId: 'before' });
  expect(await launcher.find(clusterFile, signal)).toBeUndefined();
  await expectLeftAlone();
  expect(recordFiles(state)).toEqual([`${old.id}.json`]);
  expect(processOf(process?.pid ?? 0)).toBeDefined();
  if (process !== undefined) kill(process);
});

it('of two launchers of one file, the one that lives counts', async () => {
  const record = await start();
  plantRecord(state, { ...withoutProcess(record), id: 'launcher-0123456789ab', createdAt: Date.now() + 1 });
  expect((await launcher.find(clusterFile, signal))?.record.id).toBe(record.id);
});

it('ids differ by machine and by file', () => {
  const ids = ['/w/a.yaml', '/w/b.yaml'].flatMap(file =>
    ['m', 'n'].map(machine => launcherId(file, machine)),
  );
  expect(new Set(ids).size).toBe(4);
});
