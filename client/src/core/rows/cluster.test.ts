import { expect, it } from 'vitest';
import type { ClusterStatus } from '../cluster/status';
import { clusterProblemRow, transitionRows, withProblem } from './cluster';
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
