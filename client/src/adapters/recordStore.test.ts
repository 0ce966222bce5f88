import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileFault, OwnFile } from '../core/machine/host';
import { plain } from '../core/text/text';
import type { ProcessRecord } from '../core/records/record';
import { LocalHost } from './localHost';
import { ownFolder, readOwn } from './ownFiles';
import { RecordStore } from './recordStore';

const folder = mkdtempSync(join(tmpdir(), 'records-'));
const host = new LocalHost({ secret: () => Promise.resolve(undefined), env: { TWINKLE_STATE_HOME: folder } });
const store = new RecordStore(host);
const { signal } = new AbortController();
const records = join(folder, 'records');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const missing = { template: '', args: [] };

function told(found: OwnFile | FileFault | undefined): string {
  if (found === undefined || !('what' in found)) return '';
  return found.remedy === undefined ? plain(found.what) : `${plain(found.what)} ${plain(found.remedy)}`;
}

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
  expect(broken.map(({ what }) => plain(what)).toSorted()).toEqual(
    ['future', 'half', 'no-session', 'other-name'].map(
      name => `${records}/${name}.json is not a record of this version, so it is not changed.`,
    ),
  );
});

it('reports a record that cannot be opened and reads the others', async () => {
  const { state, own } = await freshStore();
  const path = join(state, 'records', 'socket.json');
  const server = createServer().listen(path);
  await once(server, 'listening');
  const { records: good, broken } = await own.read(signal);
  server.close();
  expect(good.map(({ id }) => id)).toEqual(['ray-x']);
  expect(broken.map(({ what }) => plain(what))).toEqual([
    expect.stringContaining(`${path} cannot be read: `),
  ]);
  await expect(own.read(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
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

/** A store in a folder of its own, with one record in it that is as it should be. */
async function freshStore(id = 'ray-x') {
  const state = join(mkdtempSync(join(folder, 'state-')), 'twinkle');
  const own = new RecordStore(
    new LocalHost({ secret: () => Promise.resolve(undefined), env: { TWINKLE_STATE_HOME: state } }),
  );
  await own.create(record(id), signal);
  return { state, own, file: join(state, 'records', `${id}.json`) };
}

/** Runs what a remedy says to run, as a person would. */
function follow(remedy: string | undefined): void {
  const command = /run: (.*)$/.exec(remedy ?? '')?.[1];
  expect(command).toBeDefined();
  execFileSync('sh', ['-c', command ?? 'false']);
}

describe('a record that another user can have written', () => {
  it.each([
    ['writable by its group', 0o620, /other users can change it \(mode 0620\)/],
    ['writable by all', 0o602, /other users can change it \(mode 0602\)/],
  ])('is not used: %s', async (_, mode, reason) => {
    const { own, file } = await freshStore();
    chmodSync(file, mode);
    const { records: used, broken } = await own.read(signal);
    expect(used).toEqual([]);
    expect(broken).toHaveLength(1);
    expect(plain(broken[0]?.what ?? missing)).toMatch(reason);
    await expect(own.create(record('ray-x'), signal)).rejects.toThrow(reason);
    follow(plain(broken[0]?.remedy ?? missing));
    expect((await own.read(signal)).records).toHaveLength(1);
  });

  it('is read by whoever may read it, as long as nobody else can write', async () => {
    const { own, file } = await freshStore();
    chmodSync(file, 0o644);
    expect((await own.read(signal)).records).toHaveLength(1);
  });

  it('is not used where it is a link, a FIFO or a folder, and nothing waits for it', async () => {
    const { state, own, file } = await freshStore();
    const elsewhere = join(state, 'elsewhere.json');
    renameSync(file, elsewhere);
    symlinkSync(elsewhere, file);
    execFileSync('mkfifo', [join(state, 'records', 'fifo.json')]);
    mkdirSync(join(state, 'records', 'folder.json'));
    const { records: used, broken } = await own.read(signal);
    expect(used).toEqual([]);
    expect(broken.map(({ what }) => plain(what)).toSorted()).toEqual([
      expect.stringContaining('fifo.json is not used: a regular file'),
      expect.stringContaining('folder.json is not used: a regular file'),
      expect.stringContaining('ray-x.json is not used: it is a link'),
    ]);
    follow(plain(broken.find(({ what }) => plain(what).includes('a link'))?.remedy ?? missing));
    expect(existsSync(file)).toBe(false);
    expect(readFileSync(elsewhere, 'utf8')).toContain('ray-x');
  });

  it('is not used where its owner is another user', async () => {
    const { file } = await freshStore();
    const uid = statSync(file).uid;
    expect(await readOwn(file, 1 << 20, uid)).toHaveProperty('bytes');
    // Only root can give a file to somebody else, so here somebody else asks for it.
    const fault = told(await readOwn(file, 1 << 20, uid + 1));
    expect(fault).toContain(`it belongs to another user (uid ${uid})`);
    expect(fault).toContain(`run: rm -- ${file}`);
  });
});

describe('folders of records that are not this user’s own', () => {
  it.each([['.'], ['records'], ['logs']])('are not used where others can write: %s', async name => {
    const { state, own } = await freshStore();
    const path = join(state, name);
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o777);
    const refused = expect.stringMatching(
      /other users can change it \(mode 0777\).*run: chmod go-w -- /,
    ) as string;
    await expect(own.read(signal)).rejects.toMatchObject({ message: refused });
    await expect(own.create(record('ray-new'), signal)).rejects.toMatchObject({ message: refused });
    await expect(own.write(record('ray-x'), signal)).rejects.toMatchObject({ message: refused });
    await expect(own.remove('ray-x', signal)).rejects.toMatchObject({ message: refused });
    expect(readdirSync(join(state, 'records'))).toEqual(['ray-x.json']);
    chmodSync(path, 0o755);
    expect((await own.read(signal)).records).toHaveLength(1);
  });

  it.each([[''], ['records']])('are not used where they are links: %s', async name => {
    const { state, own } = await freshStore();
    const path = join(state, name);
    const target = `${state}-target`;
    renameSync(path, target);
    symlinkSync(target, path.replace(/\/$/, ''));
    await expect(own.read(signal)).rejects.toThrow(/is not used: it is a link/);
  });

  it('are not used where another user owns them, or a link on the way to them', async () => {
    const { state } = await freshStore();
    const { uid } = statSync(state);
    expect(await ownFolder(state, uid)).toBeUndefined();
    expect(told(await ownFolder(state, uid + 1))).toContain(`mv -- ${state} ${state}.other`);
    const link = `${state}-parent`;
    symlinkSync('..', link);
    symlinkSync(link, `${link}-2`);
    mkdirSync(join(state, '..', '..', 'below'), { recursive: true });
    const through = `${link}-2/below`;
    expect(await ownFolder(through, uid)).toBeUndefined();
    // Links of root are taken, whoever asks; only root can give one to somebody else.
    if (uid === 0) lchownSync(`${link}-2`, 4711, 4711);
    expect(told(await ownFolder(through, uid === 0 ? 0 : uid + 1))).toContain(`${link}-2 is not used`);
    symlinkSync(`${link}-loop`, `${link}-loop`);
    await expect(ownFolder(`${link}-loop/x`, uid)).rejects.toThrow(/ELOOP/);
  });
});

it('writes no secret down, also where one stands on a command line', async () => {
  const { own, file } = await freshStore();
  await own.write(
    record('ray-x', { argv: ['redis', '--redis-password=pw_real', '--url', 'a://:pw_real@h'] }),
    signal,
  );
  expect(readFileSync(file, 'utf8')).not.toContain('pw_real');
  expect((await own.list(signal))[0]?.argv).toEqual(['redis', '--redis-password=***', '--url', 'a://:***@h']);
});
