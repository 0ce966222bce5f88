import { describe, expect, it } from 'vitest';
import type { LauncherLog } from '../../core/launch/launcher';
import type { LauncherRecord } from '../../core/records/processRecord';
import { LaunchFollow } from './follow';

/** Of a machine that cannot be reached now. */
const log: LauncherLog = {
  state: () => Promise.reject(new Error('not now')),
  follow: () => Promise.reject(new Error('not now')),
};
const record = { logFile: '/no/such.log', launch: { applications: ['server'] } } as unknown as LauncherRecord;

describe('following a launcher', () => {
  it('begins where its log cannot be looked at now', async () => {
    const follow = await LaunchFollow.open(log, record, 1, AbortSignal.timeout(10_000));
    expect(follow.applications).toEqual([{ name: 'server', phase: 'waiting' }]);
    follow.dispose();
  });

  it('does not begin once it is no longer wanted', async () => {
    const aborted = AbortSignal.abort(new Error('closing'));
    await expect(LaunchFollow.open(log, record, 1, aborted)).rejects.toThrow('closing');
  });
});
