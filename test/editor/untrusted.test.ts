/** In a workspace that is not trusted no command runs anything, reads a record or asks a dashboard: in a real editor. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { needsMachine } from '../../client/src/ui/trust/commandAccess';
import type { OldRecord } from '../support/keeper';
import { processOf } from '../support/processTable';
import { stateInWords } from './harness/state';
import type { Demo } from './support/demo';
import { openDemo, root, type Fixture } from './support/fixture';

let open: Fixture | undefined;
let raylet: ChildProcess;
let dashboard: Server;
let asked: string[];
let connections: number;

beforeEach(async () => {
  asked = [];
  connections = 0;
  // What a person would take for the head of a running cluster: a process of its name, and a dashboard.
  raylet = spawn('bash', ['-c', 'exec -a raylet sleep 600'], { detached: true, stdio: 'ignore' });
  dashboard = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  });
  dashboard.on('connection', () => (connections += 1));
  await new Promise<void>(resolve => dashboard.listen(0, '127.0.0.1', resolve));
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('untrusted-failed', open?.editor, open?.server));
  await open?.dispose();
  open = undefined;
  raylet.kill('SIGKILL');
  dashboard.closeAllConnections();
  dashboard.close();
});

/** Writes the record of the cluster that seems to run, last read long ago. */
function plantRecord(demo: Demo): string {
  const pid = raylet.pid ?? 0;
  // As an older version wrote it, which is still read.
  const record: OldRecord = {
    version: 1,
    id: 'ray-planted',
    kind: 'ray-node',
    clusterFile: path.join(demo.workspace, 'twinkle_cluster.yaml'),
    cluster: 'lab',
    node: 'head',
    host: 'local',
    machine: hostname(),
    session: pid,
    startTicks: processOf(pid)?.startTicks ?? 0,
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    argv: ['/planted/python'],
    logFile: '/dev/null',
    createdAt: 1,
    ray: {
      address: '127.0.0.1:1',
      dashboardUrl: `http://127.0.0.1:${(dashboard.address() as AddressInfo).port}`,
      head: true,
      ports: [],
    },
  };
  const folder = path.join(demo.stateFolder, 'records');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${record.id}.json`);
  writeFileSync(file, JSON.stringify(record), { mode: 0o600 });
  utimesSync(file, longAgo, new Date());
  return file;
}

const longAgo = new Date('2020-01-01');
const lastRead = (file: string) => statSync(file).atime.getTime();

/** False on a disk that is mounted without times of reading. */
function notesReads(folder: string): boolean {
  const probe = path.join(folder, 'probe');
  writeFileSync(probe, 'x');
  utimesSync(probe, longAgo, new Date());
  readFileSync(probe);
  return lastRead(probe) > longAgo.getTime();
}

/** Titles of the commands that need a machine; all of them are in the palette. */
function titles(): string[] {
  const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8')) as unknown;
  const { contributes } = read('package.json') as {
    contributes: { commands: { command: string; title: string }[] };
  };
  const words = read('package.nls.json') as Record<string, string>;
  return contributes.commands
    .filter(({ command }) => needsMachine(command))
    .map(({ title }) => `Twinkle: ${words[title.slice(1, -1)] ?? ''}`);
}

it('no command reads a record or asks a dashboard', async () => {
  let record = '';
  open = await openDemo({
    workspaceTrust: true,
    prepare: demo => {
      record = plantRecord(demo);
    },
  });
  const { editor } = open;
  await editor.statusBar('Restricted Mode').waitFor();
  await editor.openFile('server_config.yaml');
  await editor.squiggles().first().waitFor();
  // The others touch text alone: client/src/adapters/keeper/guarded.test.ts holds that they could not do more.
  const refused = titles();
  expect(refused.length).toBeGreaterThan(6);
  for (const title of refused) {
    await editor.command(title);
    await editor.notification('This folder is not trusted').first().waitFor();
    await editor.command('Notifications: Clear All Notifications');
    await editor.notification('This folder is not trusted').first().waitFor({ state: 'detached' });
  }
  expect(asked).toEqual([]);
  expect(lastRead(record)).toBe(longAgo.getTime());
});

it('the same record is read and its dashboard asked where the workspace is trusted', async () => {
  let record = '';
  open = await openDemo({
    prepare: demo => {
      record = plantRecord(demo);
    },
  });
  await open.editor.openFile('twinkle_cluster.yaml');
  await expect.poll(() => asked, { timeout: 60_000 }).toContain('/api/version');
  // Two parts of ours ask, and each keeps at most four connections, also in an editor, which replaces functions of
  // `node:http` and `node:net` in extensions.
  await open.editor.command('Twinkle: Focus on Cluster View');
  await expect.poll(() => asked.length, { timeout: 60_000 }).toBeGreaterThan(16);
  expect(connections).toBeLessThanOrEqual(8);
  if (notesReads(path.dirname(record))) expect(lastRead(record)).toBeGreaterThan(longAgo.getTime());
});
