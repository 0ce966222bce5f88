/** Which processes belong to a record (client/keeper/membership.py). */
import { describe, expect, it } from 'vitest';
import { called } from '../../../../test/contract/python';
import type { ProcessInfo } from '../../core/machine/keeper';

const record = {
  id: 'ray-1',
  boot: 'boot',
  process: { pid: 100, session: 100, startTicks: 1000 },
  ray: { address: '192.0.2.1:6379' },
};

function process(pid: number, more: Partial<ProcessInfo> = {}): ProcessInfo {
  return { pid, parent: 1, session: 100, startTicks: 1000 + pid, argv: ['x'], ...more };
}

function pids(processes: readonly ProcessInfo[], of: object = record, boot = 'boot') {
  const [found] = called('membership', 'processes_of', [[of, processes, boot]]) as [ProcessInfo[][]];
  const [members = [], strays = []] = found.map(each => each.map(({ pid }) => pid));
  return { members, strays };
}

const none = { members: [], strays: [] };

describe('the processes of a record', () => {
  it('are the whole session while its first process lives', () => {
    expect(pids([process(100, { startTicks: 1000 }), process(101), process(102, { session: 7 })])).toEqual({
      members: [100, 101],
      strays: [],
    });
  });

  it('are the session by one process that carries the id', () => {
    expect(pids([process(101, { record: 'ray-1' }), process(102)])).toEqual({
      members: [101, 102],
      strays: [],
    });
  });

  it('are the session by a program of Ray that names the address', () => {
    const raylet = ['/x/raylet', '--python_worker_command=/p w.py --gcs-address=192.0.2.1:6379 --x'];
    expect(pids([process(101, { argv: raylet }), process(102)]).members).toEqual([101, 102]);
    expect(pids([process(101, { argv: ['/x/raylet', '--gcs-address=192.0.2.1:6380'] })])).toEqual({
      members: [],
      strays: [101],
    });
    // A record without an address proves nothing by it.
    const argv = ['/x/raylet', '--gcs-address='];
    expect(pids([process(101, { argv })], { ...record, ray: { address: '' } }).members).toEqual([]);
  });

  it('are not a session that nothing proves', () => {
    expect(pids([process(101), process(102)])).toEqual({ members: [], strays: [101, 102] });
  });

  it('are not a session whose number has gone to another one', () => {
    const other = process(100, { startTicks: 5000 });
    expect(pids([other, process(101, { parent: 100 })])).toEqual(none);
    // Even then, what carries the id is ours: it has left the session.
    expect(pids([other, process(103, { session: 103, record: 'ray-1' })]).members).toEqual([103]);
  });

  it('are never older than the record, nor carry another id', () => {
    expect(pids([process(101, { startTicks: 999, record: 'ray-1' })])).toEqual(none);
    expect(pids([process(101, { session: 9, record: 'ray-2' })])).toEqual(none);
  });

  it('are none after a reboot', () => {
    expect(pids([process(100, { startTicks: 1000, record: 'ray-1' })], record, 'later')).toEqual(none);
  });

  it('are found where they were started and not yet written down', () => {
    const intent = { id: record.id, boot: record.boot, ray: record.ray };
    expect(
      pids([process(300, { session: 300, record: 'ray-1' }), process(301, { session: 300 })], intent).members,
    ).toEqual([300]);
  });

  it('are children in sessions of their own, too, such as drivers of jobs', () => {
    const job = process(200, { parent: 101, session: 200 });
    const child = process(201, { parent: 200, session: 200 });
    const reused = process(202, { parent: 201, session: 9, startTicks: 1100 });
    expect(pids([process(101, { record: 'ray-1' }), job, child, reused]).members).toEqual([101, 200, 201]);
  });
});

it('a phase of stop names processes by their program', () => {
  const all = [
    process(100, { argv: ['/p', '/v/bin/ray', 'start'] }),
    process(101, { argv: ['/x/raylet'] }),
    process(102, { argv: ['/x/gcs_server'] }),
    process(103, { argv: ['/p', '-u', '/v/ray/raylet.py'] }),
    process(104, { argv: [] }),
  ];
  const phases = ['leader', 'raylet', 'others', 'all'];
  const calls = phases.flatMap(match => all.map(each => [record, match, each]));
  const matched = called('membership', 'matches', calls);
  expect(
    phases.map((_, index) => all.filter((__, at) => matched[index * all.length + at]).map(({ pid }) => pid)),
  ).toEqual([[100], [101], [100, 101, 103, 104], [100, 101, 102, 103, 104]]);
});
