import { expect, it } from 'vitest';
import type { ProcessInfo } from './keeper';
import { describeProcess, gcsAddressOf, isRaylet, sessionFolderOf } from './processes';

function process(pid: number, argv: readonly string[]): ProcessInfo {
  return { pid, parent: 1, session: 100, startTicks: 1000 + pid, argv };
}

it('knows the programs of Ray by name and by their flags', () => {
  const raylet = process(1, [
    '/v/ray/core/src/ray/raylet/raylet',
    '--raylet_socket_name=/t',
    '--python_worker_command=/p w.py --gcs-address=192.0.2.2:6379 --x',
  ]);
  const gcs = process(2, ['/v/ray/core/src/ray/gcs/gcs_server', '--session-dir=/tmp/ray/session_1']);
  const monitor = process(3, ['/p', '-u', '/v/ray/raylet.py']);
  expect([raylet, gcs, monitor].map(isRaylet)).toEqual([true, false, false]);
  expect(gcsAddressOf(raylet.argv)).toBe('192.0.2.2:6379');
  expect(gcsAddressOf(gcs.argv)).toBeUndefined();
  expect(sessionFolderOf(gcs.argv)).toBe('/tmp/ray/session_1');
  expect(describeProcess(gcs)).toBe('gcs_server (pid 2)');
});
