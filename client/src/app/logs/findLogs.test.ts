import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { keeperOf } from '../../../../test/support/keeper';
import type { Keeper } from '../../core/machine/keeper';
import type { NodeRecord } from '../../core/records/processRecord';
import { findLogs } from './findLogs';

const folder = mkdtempSync(join(tmpdir(), 'find-logs-'));
const keeper = keeperOf(join(folder, 'state'));
const { signal } = new AbortController();
afterAll(() => {
  keeper.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const session = join(folder, 'session');
const startLog = join(folder, 'start.log');

/** The files are read by the real keeper; only the records are made up, for no cluster runs here. */
function withRecords(asked: string[]): Pick<Keeper, 'survey' | 'list' | 'beginnings'> {
  const record = { kind: 'node', node: 'head', logFile: startLog } as NodeRecord;
  const members = [
    { pid: 1, session: 1, startTicks: 1, parent: 0, argv: ['raylet', `--session_dir=${session}`] },
  ];
  return {
    survey: () =>
      Promise.resolve({
        machine: '',
        boot: '',
        now: 0,
        records: [{ record, members, strays: [], owned: false }],
        broken: [],
      }),
    list: (...args) => {
      asked.push('list');
      return keeper.list(...args);
    },
    beginnings: (...args) => {
      asked.push('beginnings');
      return keeper.beginnings(...args);
    },
  };
}

it('reads the beginnings of all files by one request', async () => {
  const logs = join(session, 'logs');
  mkdirSync(join(logs, 'serve'), { recursive: true });
  writeFileSync(startLog, 'Ray runtime started.\n');
  writeFileSync(join(logs, 'raylet.out'), 'started\n');
  writeFileSync(join(logs, 'empty.out'), '');
  symlinkSync('raylet.out', join(logs, 'link.out'));
  writeFileSync(join(logs, 'serve', 'replica_model_ModelManagement_abc.log'), 'ready\n');
  const worker = (pid: number) => `worker-0a-0b-${pid}`;
  writeFileSync(join(logs, `${worker(1)}.out`), ':job_id:01\n');
  for (let pid = 2; pid <= 300; pid += 1)
    writeFileSync(join(logs, `${worker(pid)}.err`), `:job_id:01\n:actor_name:Actor${pid}\nline\n`);
  const asked: string[] = [];
  const found = await findLogs(withRecords(asked), { clusterFile: '/cluster.yaml' }, signal);
  expect(asked).toEqual(['list', 'beginnings']);
  const names = found.map(({ name }) => name);
  expect(names).toHaveLength(2 + 1 + 299);
  expect(names).toEqual(
    expect.arrayContaining(['head', 'raylet.out', 'ModelManagement abc', 'Actor300 300 err']),
  );
});
