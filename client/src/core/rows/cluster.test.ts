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

it('offers a button for the command that fixes a problem, and says the remedy to a screen reader', () => {
  const row = clusterProblemRow({
    what: text('Node {0} is gone.', 'gpu'),
    remedy: text('Stop the cluster and start it again.'),
    command: 'twinkle.stopCluster',
  });
  expect(row.command).toBeUndefined();
  expect(row.context).toBe('problem.stopCluster');
  expect(row.accessibility.map(plain)).toEqual(['Node gpu is gone.', 'Stop the cluster and start it again.']);
});

it('says once what the session and the poll of a dashboard both report', () => {
  const what = text('{0} requires a token.', 'The dashboard');
  const polled = clusterProblemRow({ what, command: 'twinkle.setRayToken' });
  expect(withProblem({ what }, [polled])).toEqual([polled]);
  const other = clusterProblemRow({ what: text('Node {0} is gone.', 'gpu') });
  expect(withProblem({ what }, [other]).map(({ label }) => plain(label))).toEqual([
    'The dashboard requires a token.',
    'Node gpu is gone.',
  ]);
  expect(withProblem(undefined, [other])).toEqual([other]);
});
