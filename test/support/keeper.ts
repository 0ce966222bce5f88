/** The keeper of this machine, with a state folder of its own, and the records in it as files. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeeperClient } from '../../client/src/adapters/keeper/client';
import { LocalMachine } from '../../client/src/adapters/localMachine';
import type { NodeRecord, ProcessRecord } from '../../client/src/core/records/processRecord';

export interface TestKeeperOptions {
  readonly secret?: (name: string) => Promise<string | undefined>;
  /** In addition to the environment of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Dispose of it: it is a process. */
export function keeperOf(state: string, { secret, env }: TestKeeperOptions = {}): KeeperClient {
  return new KeeperClient(new LocalMachine({ env: { ...process.env, ...env, TWINKLE_STATE_HOME: state } }), {
    secret: secret ?? (() => Promise.resolve(undefined)),
  });
}

/** Records as they stand in their files, oldest first. */
export function recordsIn(state: string): readonly ProcessRecord[] {
  return recordFiles(state)
    .map(name => JSON.parse(readFileSync(join(state, 'records', name), 'utf8')) as ProcessRecord)
    .toSorted((a, b) => a.createdAt - b.createdAt);
}

/** Names of the files of records. */
export function recordFiles(state: string): readonly string[] {
  try {
    return readdirSync(join(state, 'records'))
      .filter(name => name.endsWith('.json'))
      .toSorted();
  } catch {
    return [];
  }
}

/** One of an older version, whatever it holds. */
export type OldRecord = Readonly<Record<string, unknown>> & { readonly version: 1; readonly id: string };

/** Puts a record there as another window, machine or version could have. */
export function plantRecord(state: string, record: ProcessRecord | OldRecord): void {
  const folder = join(state, 'records');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, `${record.id}.json`), JSON.stringify(record), { mode: 0o600 });
}

export function removeRecord(state: string, id: string): void {
  rmSync(join(state, 'records', `${id}.json`), { force: true });
}

/** What the records of tests say of the head of a cluster. */
export const labHead = {
  cluster: 'lab',
  node: 'head',
  host: 'local',
  ray: {
    address: '192.0.2.1:1',
    dashboardUrl: 'http://127.0.0.1:1',
    auth: 'disabled',
    head: true,
    ports: [],
  },
} as const;

/** Another one in each file: the keeper knows a process by the id of its record, and files run side by side. */
export const headId = `head-${process.pid}`;

/** A record of a head that was started; `machine` and `boot` as the keeper's facts have them. */
export function nodeRecord(
  facts: { readonly machine: string; readonly boot: string },
  clusterFile: string,
  more: Partial<NodeRecord> = {},
): NodeRecord {
  return {
    version: 2,
    kind: 'node',
    id: headId,
    attempt: 'attempt-1',
    stage: 'started',
    machine: facts.machine,
    boot: facts.boot,
    clusterFile,
    ...labHead,
    argv: [],
    logFile: '/dev/null',
    exitFile: '',
    createdAt: 1,
    ...more,
  };
}

/** The record as it is until its process is known. */
export function withoutProcess<T extends ProcessRecord>(record: T): T {
  const copy: { -readonly [K in keyof T]: T[K] } = { ...record };
  delete copy.process;
  return copy;
}
