/** Clusters of a size at which not all that Ray may choose can be looked at. */
import { expect, it } from 'vitest';
import { readClusterFile } from '../config/readClusterFile';
import { readServerConfig } from '../config/readServerConfig';
import { parseDocument } from '../document/parse';
import { firstClash } from './firstClash';
import { firstWaiting } from './firstWaiting';
import { forecast } from './forecast';
import { canPack } from './search/packing';
import { Work } from './search/steps';
import { clusterText, configText, type Said } from '../../../test/support/placement';

const sizes = [1, 2, 4, 8, 3, 6, 5, 7];
const size = (index: number): number => sizes[index % 8] ?? 1;

function large(nodes: number, applications: number) {
  const cluster = Array.from({ length: nodes }, (_, index) => ({
    gpus: Array.from({ length: size(index) }, (_each, id) => id),
    cpus: [16, 32, 64, 96, 128][index % 5] ?? 16,
  }));
  const said = Array.from({ length: applications }, (_, index): Said => {
    const nproc = size(3 * index);
    return { nproc, ranks: nproc * (1 + (index % 3)), backend: 'transformers' };
  });
  const { applications: read } = readServerConfig(parseDocument(configText(said)));
  return { read, cluster: readClusterFile(parseDocument(clusterText(cluster))) };
}

it('a forecast of 500 nodes and 100 applications ends, in steps, and claims nothing that it did not see', () => {
  const { read, cluster } = large(500, 100);
  const steps = forecast(read, cluster, '0.5.1');
  let [count, next] = [0, steps.next()];
  while (next.done !== true) [count, next] = [count + 1, steps.next()];
  expect(count).toBeGreaterThan(200);
  expect(count).toBeLessThan(100_000);
  const { applications, complete } = next.value;
  expect(complete).toBe(false);
  const open = applications.findIndex(({ certain }) => !certain);
  expect(open).toBeGreaterThan(-1);
  for (const { status, certain, clash, possible } of applications.slice(open + 1)) {
    if (status === 'skipped') continue;
    expect([status, certain, clash]).toEqual([status, false, false]);
    expect(possible).toEqual([]);
  }
});

it('the same searches say nothing to a rule', () => {
  const { read, cluster } = large(500, 100);
  expect(firstWaiting(read, cluster, '0.5.1')).toBeUndefined();
  const gpus = cluster.nodes.map(({ gpus: list }) => list?.value?.length ?? 0);
  expect(firstClash(read, 'gpu', gpus, '0.5.1')).toBeUndefined();
});

it('packing gives up after as many looks as it may take, not after a time', () => {
  const capacities = [5, 4];
  const bundles = [3, 3, 2];
  expect(canPack(capacities, bundles, new Work(1000))).toBe(true);
  expect(canPack(capacities, bundles, new Work(3))).toBeUndefined();
});
