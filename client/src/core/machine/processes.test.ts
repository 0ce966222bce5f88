import { describe, expect, it } from 'vitest';
import type { ProcessInfo } from './host';
import { gcsAddressOf, isGcsServer, isRaylet, processesOf, sessionFolderOf, stopPhases } from './processes';
import type { ProcessRecord } from '../records/record';

const record: ProcessRecord = {
  version: 1,
  id: 'ray-1',
  kind: 'ray-node',
  clusterFile: '/w/c.yaml',
  cluster: 'lab',
  node: 'head',
  host: 'local',
  session: 100,
  startTicks: 1000,
  bootId: 'boot',
  argv: [],
  logFile: '/l',
  createdAt: 0,
  ray: { address: '192.0.2.1:6379', dashboardUrl: 'http://127.0.0.1:8265', head: true, ports: [] },
};

function process(pid: number, more: Partial<ProcessInfo> = {}): ProcessInfo {
  return { pid, parent: 1, session: 100, startTicks: 1000 + pid, argv: ['x'], ...more };
}

function pids(processes: readonly ProcessInfo[], of: ProcessRecord = record, boot = 'boot') {
  const { members, strays } = processesOf(of, processes, boot);
  return { members: members.map(({ pid }) => pid), strays: strays.map(({ pid }) => pid) };
}

const none = { members: [], strays: [] };

describe('processesOf', () => {
  it('takes the whole session while its first process lives', () => {
    expect(pids([process(100, { startTicks: 1000 }), process(101), process(102, { session: 7 })])).toEqual({
      members: [100, 101],
      strays: [],
    });
  });

  it('takes the session by one process that carries the id', () => {
    expect(pids([process(101, { record: 'ray-1' }), process(102)])).toEqual({
      members: [101, 102],
      strays: [],
    });
  });

  it('takes the session by a program of Ray that names the address', () => {
    expect(
      pids([process(101, { argv: ['/x/raylet', '--gcs-address=192.0.2.1:6379'] }), process(102)]).members,
    ).toEqual([101, 102]);
    expect(pids([process(101, { argv: ['/x/raylet', '--gcs-address=192.0.2.1:6380'] })])).toEqual({
      members: [],
      strays: [101],
    });
  });

  it('leaves a session alone that nothing proves', () => {
    expect(pids([process(101), process(102)])).toEqual({ members: [], strays: [101, 102] });
  });

  it('leaves a session alone whose number has gone to another one', () => {
    const other = process(100, { startTicks: 5000 });
    expect(pids([other, process(101, { parent: 100 })])).toEqual(none);
    // Even then, what carries the id is ours: it has left the session.
    expect(pids([other, process(103, { session: 103, record: 'ray-1' })]).members).toEqual([103]);
  });

  it('never takes what is older than the record, nor what carries another id', () => {
    expect(pids([process(101, { startTicks: 999, record: 'ray-1' })])).toEqual(none);
    expect(pids([process(101, { session: 9, record: 'ray-2' })])).toEqual(none);
  });

  it('takes nothing after a reboot', () => {
    expect(pids([process(100, { startTicks: 1000, record: 'ray-1' })], record, 'later')).toEqual(none);
  });

  it('finds what was started and not yet written down', () => {
    const intent = { ...record, session: 0, startTicks: 0 };
    expect(
      pids([process(300, { session: 300, record: 'ray-1' }), process(301, { session: 300 })], intent).members,
    ).toEqual([300]);
  });

  it('takes children in sessions of their own, such as drivers of jobs', () => {
    const job = process(200, { parent: 101, session: 200 });
    const child = process(201, { parent: 200, session: 200 });
    const reused = process(202, { parent: 201, session: 9, startTicks: 1100 });
    expect(pids([process(101, { record: 'ray-1' }), job, child, reused]).members).toEqual([101, 200, 201]);
  });
});

it('knows the programs of Ray by name and by their flags', () => {
  const raylet = process(1, {
    argv: [
      '/v/ray/core/src/ray/raylet/raylet',
      '--raylet_socket_name=/t',
      '--python_worker_command=/p w.py --gcs-address=192.0.2.2:6379 --x',
    ],
  });
  const gcs = process(2, {
    argv: ['/v/ray/core/src/ray/gcs/gcs_server', '--session-dir=/tmp/ray/session_1'],
  });
  const monitor = process(3, { argv: ['/p', '-u', '/v/ray/raylet.py'] });
  expect([raylet, gcs, monitor].map(isRaylet)).toEqual([true, false, false]);
  expect([raylet, gcs, monitor].map(isGcsServer)).toEqual([false, true, false]);
  expect(gcsAddressOf(raylet.argv)).toBe('192.0.2.2:6379');
  expect(gcsAddressOf(gcs.argv)).toBeUndefined();
  expect(sessionFolderOf(gcs.argv)).toBe('/tmp/ray/session_1');
});

it('ends a starter first, then the raylet, then all but the GCS, then the GCS', () => {
  const starter = process(100, { argv: ['/p', '/v/bin/ray', 'start'] });
  const raylet = process(101, { argv: ['/x/raylet'] });
  const gcs = process(102, { argv: ['/x/gcs_server'] });
  const other = process(103, { argv: ['/p'] });
  const order = stopPhases(record).map(({ applies }) =>
    [starter, raylet, gcs, other].filter(applies).map(({ pid }) => pid),
  );
  expect(order).toEqual([[100], [101], [100, 101, 103], [100, 101, 102, 103]]);
});
