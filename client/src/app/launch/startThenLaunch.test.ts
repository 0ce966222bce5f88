import { describe, expect, it } from 'vitest';
import { abortable } from '../../core/async/wait';
import type { ClusterConnection, ClusterState } from '../../core/cluster/status';
import type { PreflightCheck } from '../../core/launch/view';
import { text } from '../../core/text/text';
import { startThenLaunch, type LaunchSteps } from './startThenLaunch';

const findings: PreflightCheck = { id: 'findings', title: text('Findings'), outcome: 'warning' };
const connection = {} as ClusterConnection;

/** Steps that write down when they begin. The one that is named takes until it is cancelled. */
function steps(endless?: keyof LaunchSteps) {
  const begun: string[] = [];
  const cancel = new AbortController();
  const run = async (name: keyof LaunchSteps, what: string = name) => {
    begun.push(what);
    if (name === endless) await abortable(new Promise<never>(() => undefined), cancel.signal);
  };
  const each: LaunchSteps = {
    askFindings: async () => {
      await run('askFindings');
      return findings;
    },
    startNodes: () => run('startNodes'),
    waitForStart: () => run('waitForStart'),
    launch: given => run('launch', given === findings ? 'launch with findings' : 'launch'),
  };
  return { begun, cancel, each };
}

describe('startThenLaunch', () => {
  it('asks about errors before the nodes start, and not again at the launch', async () => {
    const { begun, each } = steps();
    await startThenLaunch({ state: 'stopped' }, each);
    expect(begun).toEqual(['askFindings', 'startNodes', 'launch with findings']);
  });

  it('waits for a start that is under way', async () => {
    const { begun, each } = steps();
    await startThenLaunch({ state: 'starting' }, each);
    expect(begun).toEqual(['askFindings', 'waitForStart', 'launch with findings']);
  });

  it('launches at once where the nodes run', async () => {
    const { begun, each } = steps();
    await startThenLaunch({ state: 'running', connection }, each);
    expect(begun).toEqual(['launch']);
  });

  const cancelled: [ClusterState, keyof LaunchSteps, string[]][] = [
    ['stopped', 'askFindings', ['askFindings']],
    ['stopped', 'startNodes', ['askFindings', 'startNodes']],
    ['starting', 'waitForStart', ['askFindings', 'waitForStart']],
    ['stopped', 'launch', ['askFindings', 'startNodes', 'launch with findings']],
  ];
  it.each(cancelled)('begins no further step where %s → %s is cancelled', async (state, step, expected) => {
    const { begun, cancel, each } = steps(step);
    const launch = startThenLaunch({ state }, each);
    const refused = expect(launch).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => begun).toEqual(expected);
    cancel.abort();
    await refused;
    expect(begun).toEqual(expected);
  });
});
