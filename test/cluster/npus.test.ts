/**
 * Nodes with Ascend NPUs on real Ray. The NPUs are logical: Ray is started with some, and no card is touched. What
 * Twinkle does with them needs torch_npu, which exists only for machines that have the cards, and is not tried here.
 */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isRaylet } from '../../client/src/core/machine/processes';
import { createAnalyzer } from '../../server/src/analysis/analysis';
import { clusterView } from '../../server/src/features/views/clusterView';
import { Lab } from './support/lab';

let lab: Lab;
beforeEach(() => {
  lab = new Lab();
});
afterEach(async () => {
  await lab.dispose();
});

const clusterText = `nodes:
  - name: head
    npus: [4, 5, 6, 7]
    cpus: 4
  - name: both
    gpus: [0]
    npus: [0, 1]
    cpus: 2
  - name: cpu
    gpus: []
    cpus: 8
`;

it('Ray counts the NPUs of each node, and its processes see them', async () => {
  const analyzer = createAnalyzer(message => {
    throw new Error(message);
  });
  const file = analyzer.cluster({ uri: `file://${lab.clusterFile}`, text: clusterText }, {});
  expect(file.findings).toEqual([]);
  const view = await lab.view(clusterView(file).nodes);
  const session = lab.session();
  await session.start(view, { signal: lab.signal });

  const { nodes } = await lab.snapshot(`http://127.0.0.1:${view.ray.dashboardPort}`);
  const counted = nodes.map(({ name, state, gpus, npus }) => [name, state, gpus?.total, npus?.total]);
  expect(counted).toEqual([
    ['head', 'ALIVE', 0, 4],
    ['both', 'ALIVE', 1, 2],
    ['cpu', 'ALIVE', 0, undefined],
  ]);

  const raylets = lab.processes().filter(isRaylet);
  const seen = session.status.records.map(({ node, process: first, ray }) => {
    const pid = raylets.find(raylet => raylet.session === first?.session)?.pid ?? 0;
    const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const valueOf = (name: string) =>
      variables.find(line => line.startsWith(`${name}=`))?.slice(name.length + 1);
    return [node, valueOf('CUDA_VISIBLE_DEVICES'), valueOf('ASCEND_RT_VISIBLE_DEVICES'), ray.npus];
  });
  expect(seen).toEqual([
    ['head', '', '4,5,6,7', [4, 5, 6, 7]],
    ['both', '0', '0,1', [0, 1]],
    ['cpu', '', '', []],
  ]);

  await session.stop({ signal: lab.signal });
  expect(lab.processes()).toEqual([]);
});
