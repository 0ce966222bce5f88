import { expect, it } from 'vitest';
import { recordedSnapshot } from '../../../../test/unit/support/recordedSnapshot';
import type { ClusterState } from '../cluster/status';
import type { LaunchState, LaunchView } from '../launch/view';
import { plain, text } from '../text/text';
import type { TreeInput } from './row';
import { statusOf } from './status';

const states: readonly ClusterState[] = [
  'stopped',
  'starting',
  'running',
  'degraded',
  'unreachable',
  'stopping',
];
const launches: readonly LaunchState[] = [
  'stopped',
  'preflight',
  'launching',
  'running',
  'failed',
  'stopping',
];

const launchView = (state: LaunchState, more: Partial<LaunchView> = {}): LaunchView => ({
  state,
  checks: [],
  applications: [],
  left: [],
  ...more,
});

function shown(cluster: ClusterState, launch: LaunchView, more: Partial<TreeInput> = {}) {
  const poll = { missed: 0, stale: false, snapshot: recordedSnapshot() };
  const status = statusOf({ cluster, launch, poll, records: [], ...more });
  return {
    words: status.accessibility.map(plain),
    tooltip: status.tooltip.map(plain),
    links: status.actions.map(({ kind }) => kind),
  };
}

it.each(states.flatMap(cluster => launches.map(launch => [cluster, launch] as const)))(
  'says something and offers something where the cluster is %s and the launch %s, and ends nothing',
  (cluster, launch) => {
    const { words, tooltip, links } = shown(cluster, launchView(launch));
    expect(words.length).toBeGreaterThan(0);
    expect(tooltip).toEqual(words);
    expect(links.at(-1)).toBe('openClusterFile');
    expect(links.filter(kind => kind.startsWith('stop'))).toEqual([]);
  },
);

it('says of what it counts, and leads to what comes next', () => {
  expect(shown('stopped', launchView('stopped'))).toMatchObject({
    words: ['The Ray cluster does not run.'],
    links: ['startAndLaunch', 'startCluster', 'openClusterFile'],
  });
  const empty = { missed: 0, stale: false, snapshot: { ...recordedSnapshot(), applications: [] } };
  expect(shown('running', launchView('stopped'), { poll: empty })).toMatchObject({
    words: ['Ray cluster: 3 nodes run.', 'No Twinkle server runs.'],
    links: ['launchServer', 'openDashboard', 'openClusterFile'],
  });
  expect(shown('running', launchView('running', { logFile: '/l' }))).toMatchObject({
    words: ['Ray cluster: 3 nodes run.', 'Twinkle server: 4 of 4 applications run.'],
    links: ['showServerLog', 'openDashboard', 'openClusterFile'],
  });
  const applications = [
    { name: 'a', phase: 'running' },
    { name: 'b', phase: 'placing' },
  ] as const;
  expect(shown('running', launchView('launching', { applications })).words[1]).toBe(
    'The Twinkle server is launching: 1 of 2 applications run.',
  );
  const problem = { what: text('It died.') };
  expect(shown('running', launchView('failed', { problem, logFile: '/l' }))).toMatchObject({
    words: ['Ray cluster: 3 nodes run.', 'It died.'],
    links: ['launchServer', 'showServerLog', 'openDashboard', 'openClusterFile'],
  });
});

it('has the time only where it is stale, so that an open tooltip is not replaced by each poll', () => {
  const { snapshot } = { snapshot: recordedSnapshot() };
  expect(shown('running', launchView('running')).tooltip).toHaveLength(2);
  const stale = shown('running', launchView('running'), { poll: { missed: 2, stale: true, snapshot } });
  expect(stale.tooltip[2]).toMatch(/^stale, as of /);
});

it('says one application and one node as one', () => {
  const { nodes, applications, ...others } = recordedSnapshot();
  const snapshot = { ...others, nodes: nodes.slice(0, 1), applications: applications.slice(0, 1) };
  const poll = { missed: 0, stale: false, snapshot };
  expect(shown('running', launchView('running'), { poll }).words).toEqual([
    'Ray cluster: 1 node runs.',
    'Twinkle server: 1 of 1 application runs.',
  ]);
  const launching = launchView('launching', { applications: [{ name: 'a', phase: 'placing' }] });
  expect(shown('running', launching, { poll }).words[1]).toBe(
    'The Twinkle server is launching: 0 of 1 application runs.',
  );
});

it('says of a launch as a job what Ray reports about it', () => {
  const job = { id: 'twinkle-1', status: 'RUNNING' } as const;
  expect(shown('running', launchView('launching', { job })).words).toContain(
    'The Ray Job twinkle-1 is running.',
  );
});
