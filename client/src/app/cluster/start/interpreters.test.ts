import { expect, it } from 'vitest';
import type { ClusterView } from '../../../../../server/src/protocol';
import { planCluster } from '../../../core/cluster/plan';
import { assignPorts } from '../../../core/cluster/ports';
import { CannotStart } from '../../../core/machine/cannotStart';
import { UserError } from '../../../core/text/text';
import { checkInterpreters } from './interpreters';

const clusterFile = '/w/twinkle_cluster.yaml';
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** What the check of a cluster says whose only interpreter does not exist. */
async function refusal(
  view: Pick<ClusterView, 'python'>,
  node: { readonly python?: string },
  setting?: string,
): Promise<UserError> {
  const whole: ClusterView = {
    uri: 'file:///w/twinkle_cluster.yaml',
    name: 'lab',
    ray: { port: 1, dashboardPort: 2, auth: 'disabled' },
    env: {},
    nodes: [{ name: 'head', host: 'local', env: {}, range, ...node }],
    errors: 0,
    ...view,
  };
  const plan = planCluster(whole, {
    clusterFile,
    home: '/h',
    machine: 'm',
    logFolder: '/l',
    ports: assignPorts(whole, new Set()),
    ...(setting === undefined ? {} : { python: setting }),
  });
  const run = () => Promise.reject(new CannotStart('/none', 'No such file or directory'));
  try {
    await checkInterpreters(plan, { run }, AbortSignal.timeout(1_000));
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error('it was not refused');
}

it('says that a path is from the setting, and leads there', async () => {
  const { message, actions } = await refusal({}, {}, '/none');
  expect(message).toBe(
    'The interpreter /none of node head does not run: No such file or directory. Its path is from the setting "twinkle.python". Select another interpreter.',
  );
  expect(actions).toEqual([{ kind: 'selectInterpreter' }, { kind: 'openSetting', setting: 'python' }]);
});

it.each([
  [{ python: '/none' }, {}, ['python']],
  [{ python: '/other' }, { python: '/none' }, ['nodes', 0, 'python']],
])('says that a path is from the cluster file, and leads to its line: %j %j', async (view, node, at) => {
  const { message, actions } = await refusal(view, node, '/setting');
  expect(message).toContain('directory. Its path is from "python" in the cluster file');
  expect(actions).toEqual([{ kind: 'openClusterFile', file: clusterFile, at }]);
});
