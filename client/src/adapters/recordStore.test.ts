import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { plain } from '../core/text';
import type { ProcessRecord } from '../core/record';
import { LocalHost } from './localHost';
import { RecordStore } from './recordStore';

const folder = mkdtempSync(join(tmpdir(), 'records-'));
const host = new LocalHost({ secret: () => Promise.resolve(undefined), env: { TWINKLE_STATE_HOME: folder } });
const store = new RecordStore(host);
const { signal } = new AbortController();
const records = join(folder, 'records');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function record(id: string, more: Partial<ProcessRecord> = {}): ProcessRecord {
  return {
    version: 1,
    id,
    kind: 'ray-node',
    clusterFile: '/w/twinkle_cluster.yaml',
    cluster: 'lab',
    node: 'head',
    host: 'local',
    session: 12,
    startTicks: 34,
    bootId: 'b',
    argv: ['ray', 'start'],
    logFile: '/l',
    createdAt: 5,
    ...more,
  };
}

it('keeps what it was given', async () => {
  const full = record('ray-full', {
    stage: 'starting',
    machine: 'm',
    owner: { pid: 1, startTicks: 2 },
    ray: {
      address: '192.0.2.1:6379',
      dashboardUrl: 'http://127.0.0.1:8265',
      auth: 'token',
      head: true,
      gpus: [0, 1],
      ports: [6379],
      sessionName: 's',
    },
  });
  const launcher = record('twinkle-1', {
    kind: 'launcher',
    createdAt: 4,
    launch: {
      configFile: '/c',
      dashboardUrl: 'http://127.0.0.1:8265',
      endpoint: 'http://127.0.0.1:8000',
      applications: ['a'],
    },
  });
  expect(await store.create(full, signal)).toBe(true);
  expect(await store.create(full, signal)).toBe(false);
  await store.write(launcher, signal);
  expect(await store.list(signal)).toEqual([launcher, full]);
  expect(statSync(join(records, 'ray-full.json')).mode & 0o777).toBe(0o600);
});

it('reports a broken record and reads the others', async () => {
  mkdirSync(records, { recursive: true });
  writeFileSync(join(records, 'half.json'), '{"version":1,"id":"half","kind":"ray-n');
  writeFileSync(join(records, 'future.json'), JSON.stringify({ ...record('future'), version: 2 }));
  writeFileSync(join(records, 'other-name.json'), JSON.stringify(record('name')));
  writeFileSync(
    join(records, 'no-session.json'),
    JSON.stringify({ ...record('no-session'), session: '12x' }),
  );
  writeFileSync(join(records, 'x.json.1.tmp'), 'a draft is nobody’s business');
  const { records: good, broken } = await store.read(signal);
  expect(good.map(({ id }) => id)).toEqual(['twinkle-1', 'ray-full']);
  expect(broken.map(plain).toSorted()).toEqual(
    ['future', 'half', 'no-session', 'other-name'].map(
      name => `${records}/${name}.json is not a record of this version and is left alone.`,
    ),
  );
});

it('removes, also what is not there', async () => {
  await store.remove('ray-full', signal);
  await store.remove('ray-full', signal);
  expect(readdirSync(records)).not.toContain('ray-full.json');
});

it('has no records where there is no folder', async () => {
  const none = new RecordStore(
    new LocalHost({
      secret: () => Promise.resolve(undefined),
      env: { TWINKLE_STATE_HOME: join(folder, 'none') },
    }),
  );
  expect(await none.read(signal)).toEqual({ records: [], broken: [] });
});
