import { expect, it } from 'vitest';
import type { ClusterStatus } from '../cluster/status';
import { allRows, clusterProblemRow, transitionRows, withProblem } from './cluster';
import { statusOf } from './status';
import type { TreeInput } from './row';
import { recordedSnapshot } from '../../../../test/unit/support/recordedSnapshot';
import { plain, text } from '../text/text';

const status: ClusterStatus = {
  state: 'starting',
  records: [],
  nodes: [
    { name: 'first', host: 'local', head: true, state: 'running' },
    { name: 'gpu', host: 'local', head: false, state: 'waiting' },
  ],
};

it('shows each node of a start under way with its state, and says which is the head', () => {
  const rows = transitionRows(status).map(row => [plain(row.label), ...row.description.map(plain)]);
  expect(rows).toEqual([
    ['first', 'head', 'running'],
    ['gpu', 'waiting for its turn'],
  ]);
});

it('leaves the nodes of a running cluster to Ray', () => {
  expect(transitionRows({ ...status, state: 'running' })).toEqual([]);
});

it('offers what fixes a problem by a click, or by a button where that acts, and says the remedy', () => {
  const row = clusterProblemRow({
    what: text('Node {0} is gone.', 'gpu'),
    remedy: text('Stop the cluster and start it again.'),
    actions: [{ kind: 'stopCluster' }, { kind: 'refresh' }],
  });
  expect(row.action).toEqual({ kind: 'refresh' });
  expect(row.context).toBe('problem.stopCluster');
  expect(clusterProblemRow({ what: text('x'), actions: [{ kind: 'stopCluster' }] }).action).toBeUndefined();
  expect(row.accessibility.map(plain)).toEqual(['Node gpu is gone.', 'Stop the cluster and start it again.']);
});

it('says once what the session and the poll of a dashboard both report', () => {
  const what = text('{0} requires a token.', 'The dashboard');
  const polled = clusterProblemRow({ what, actions: [{ kind: 'setRayToken' }] });
  expect(withProblem({ what }, [polled])).toEqual([polled]);
  const other = clusterProblemRow({ what: text('Node {0} is gone.', 'gpu') });
  expect(withProblem({ what }, [other]).map(({ label }) => plain(label))).toEqual([
    'The dashboard requires a token.',
    'Node gpu is gone.',
  ]);
  expect(withProblem(undefined, [other])).toEqual([other]);
});

const drawn = (given: ClusterStatus, input: Partial<TreeInput>) => {
  const launch = { state: 'stopped', checks: [], applications: [], left: [] } as const;
  const whole = { cluster: given.state, poll: { missed: 0, stale: false }, launch, records: [], ...input };
  return {
    rows: allRows(given, whole).map(({ label, description }) =>
      [label, ...description].map(plain).join(' · '),
    ),
    bar: statusOf(whole).parts.map(plain).join(' · '),
  };
};

it('shows what is left of a cluster without its head, which has no dashboard that could be waited for', () => {
  const what = text('No longer running: {0}.', 'first');
  const nodes = [
    { name: 'first', host: 'local', head: true, state: 'gone' },
    { name: 'gpu', host: 'local', head: false, state: 'running' },
  ] as const;
  const problem = { what: text('The server has ended.') };
  const launch = { state: 'failed', problem, checks: [], applications: [], left: [] } as const;
  expect(drawn({ state: 'degraded', nodes, records: [], problem: { what } }, { launch }).rows).toEqual([
    'No longer running: first.',
    'The server has ended.',
    'first · head · gone',
    'gpu · running',
  ]);
});

it('says since when the dashboard has not answered, and takes nothing of before for the state of now', () => {
  const what = text('refused');
  const since = new Date(2026, 1, 1, 7, 5, 9).getTime();
  const snapshot = recordedSnapshot('', 'serve-deploying');
  const problem = { kind: 'unreachable' as const, what };
  const poll = { snapshot, missed: 2, stale: true, since, problem };
  const applications = snapshot.applications.map(({ name }) => ({ name, phase: 'running' as const }));
  const launch = { state: 'running', checks: [], applications, left: [] } as const;
  const { rows, bar } = drawn(
    { state: 'unreachable', nodes: [], records: [], problem: { what } },
    { poll, launch },
  );
  const count = applications.length;
  expect(rows[0]).toBe("Ray's dashboard has not answered since 07:05:09.");
  expect(rows.at(-1)).toBe(`Applications · ${count}/${count} running`);
  expect(bar).toBe('Ray unreachable · Twinkle');
});
