import { expect, it } from 'vitest';
import { english } from '../text/text';
import type { Forecast } from './forecast';
import { forecastOf, statuses, type Said } from '../../../test/support/placement';

const gpus = (count: number) => ({ gpus: Array.from({ length: count }, (_, id) => id), cpus: 16 });
const npus = (count: number) => ({ npus: gpus(count).gpus, cpus: 16 });
const whole = { ranks: 4, nproc: 4 };
const replicated = (count: number) => `{ num_replicas: ${count}, ray_actor_options: { num_cpus: 0.1 } }`;
type Nodes = ReturnType<typeof gpus | typeof npus>[];

const cases: [string, Said[], Nodes, string][] = [
  [
    'more ranks than there are devices, in a group that no node has',
    [{ ranks: 6, nproc: 6 }],
    [gpus(2), gpus(2)],
    'Change nproc_per_node to 2 and ranks to 4, or add 1 node with 6 GPUs to the cluster file.',
  ],
  [
    'a group that is too large for its nodes',
    [{ ranks: 4, nproc: 4 }],
    [gpus(2), gpus(2)],
    'Change nproc_per_node to 2, or add 1 node with 4 GPUs to the cluster file.',
  ],
  [
    'too many groups',
    [{ ranks: 12, nproc: 4 }],
    [gpus(4), gpus(4)],
    'Change ranks to 8, or add 1 node with 4 GPUs to the cluster file.',
  ],
  [
    'workers of two devices',
    [{ kind: 'sampler', ranks: 8, nproc: 8, perWorker: 2 }],
    [npus(3), npus(3)].map(node => node),
    'Change nproc_per_node to 2 and ranks to 4, or add 1 node with 8 NPUs to the cluster file.',
  ],
  [
    'room that others have taken',
    [whole, { ranks: 4, nproc: 4 }],
    [gpus(6), gpus(0)],
    'Change nproc_per_node to 2 and ranks to 2, or add 1 node with 4 GPUs to the cluster file.',
  ],
  ['no room at all', [whole, whole], [gpus(4)], 'Add 1 node with 4 GPUs to the cluster file.'],
  [
    'a node that others would fill first',
    [
      { ranks: 2, nproc: 2 },
      { ranks: 16, nproc: 16 },
    ],
    [gpus(8), gpus(8), gpus(8)],
    'Change nproc_per_node to 8 to place it on these nodes.',
  ],
  [
    'a replica too many',
    [{ ...whole, deployment: replicated(3) }],
    [gpus(4), gpus(4)],
    'Lower the number of replicas to 2, or add 1 node with 4 GPUs to the cluster file.',
  ],
];

it.each(cases)('%s: what is advised is placed when it is done', (_, said, nodes, advice) => {
  const all = said.map(each => ({ ...each, ...(isNpu(nodes) && { device: 'npu' }) }));
  const before = forecastOf(all, nodes).applications.at(-1);
  expect(before?.status).toMatch(/^(?:fails|waits)$/);
  expect(before?.remedy && english(before.remedy)).toBe(advice);
  const last = all.at(-1);
  const number = (pattern: RegExp) => {
    const found = pattern.exec(advice)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const [nproc, ranks] = [number(/nproc_per_node to (\d+)/), number(/ranks to (\d+)/)];
  const replicas = number(/replicas to (\d+)/);
  const changed: Said = {
    ...last,
    ...(nproc !== undefined && { nproc }),
    ...(ranks !== undefined && { ranks }),
    ...(replicas !== undefined && { deployment: replicated(replicas) }),
  };
  const placed = all.map((_each, index) => `${'ab'.charAt(index)} placed`);
  // Ray may choose otherwise.
  const seen = (forecast: Forecast) => statuses(forecast).map(status => status.replace('?', ''));
  if (!advice.startsWith('Add'))
    expect(seen(forecastOf([...all.slice(0, -1), changed], nodes))).toEqual(placed);
  const [count, size] = [number(/dd (\d+) node/), number(/with (\d+)/)];
  if (count === undefined) return;
  const added = Array.from({ length: count }, () => (isNpu(nodes) ? npus : gpus)(size ?? 0));
  expect(seen(forecastOf(all, [...nodes, ...added]))).toEqual(placed);
});

it('counts devices where CPUs are unknown, and names no change of ranks whose places are chosen', () => {
  const [only] = forecastOf([{ ranks: 6, nproc: 6 }], [{ gpus: [0, 1] }, { gpus: [2, 3] }]).applications;
  expect(only?.remedy && english(only.remedy)).toContain(
    'Change nproc_per_node to 2 and ranks to 4, or add 1',
  );
  const [gap] = forecastOf([{ ranks: '[0, 9]', nproc: 1 }], [gpus(2)]).applications;
  expect(gap?.remedy && english(gap.remedy)).toBe('Add 9 nodes with 1 GPU to the cluster file.');
});

function isNpu(nodes: Nodes): boolean {
  return nodes.some(node => 'npus' in node);
}
