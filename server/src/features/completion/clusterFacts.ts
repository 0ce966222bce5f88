/** What the cluster file tells: GPUs, names and hosts of its nodes. */
import type { ClusterFile, ClusterNode } from '../../config/clusterFile';
import type { Path } from '../../document/tree';
import { text } from '../../text/text';
import type { Fact } from './fact';

export interface GpuNode {
  readonly name: string;
  readonly gpus: number;
}

/** Nodes with GPUs whose number is known. */
export function gpuNodes(cluster: ClusterFile | undefined): GpuNode[] {
  return (cluster?.nodes ?? []).flatMap(({ name, gpus }) => {
    const count = gpus?.value?.length ?? 0;
    return count > 0 ? [{ name: name?.value ?? '', gpus: count }] : [];
  });
}

/** Values inside of the cluster file itself. */
export function clusterFacts(file: ClusterFile, path: Path): readonly Fact[] {
  if (path[0] !== 'nodes') return [];
  const own = file.nodes.find(({ index }) => index === path[1]);
  switch (path[2]) {
    case 'name':
      return freeName(file, own);
    case 'host':
      return hosts(file, own);
    case 'gpus':
      return freeCards(file, own);
    default:
      return [];
  }
}

/** The head is called so by custom; the others by what they are, counted on. */
function freeName({ nodes }: ClusterFile, own: ClusterNode | undefined): Fact[] {
  const taken = new Set(nodes.filter(node => node !== own).map(({ name }) => name?.value));
  const isFirst = own === undefined ? nodes.length === 0 : own === nodes[0];
  const first = isFirst ? ['head'] : ['sampler', 'cpu'];
  let number = 1;
  while (taken.has(`worker-${number}`)) number += 1;
  return [...first.filter(name => !taken.has(name)), `worker-${number}`].map(value => ({ value }));
}

function hosts({ nodes }: ClusterFile, own: ClusterNode | undefined): Fact[] {
  const written = nodes.filter(node => node !== own).map(({ host }) => host?.value);
  const others = new Set(written.filter(host => host !== undefined));
  return [...others].map(value => ({ value, detail: text('host of another node') }));
}

/** Ids on the same host that no node has, in their order, after the node's own. */
function freeCards({ nodes }: ClusterFile, own: ClusterNode | undefined): Fact[] {
  const hostOf = (node: ClusterNode | undefined): string => node?.host?.value ?? 'local';
  const taken = new Set(
    nodes.filter(node => hostOf(node) === hostOf(own)).flatMap(({ gpus }) => gpus?.value ?? []),
  );
  const free: Fact[] = [];
  for (let id = 0; free.length < 4 && id < 64; id += 1) {
    if (!taken.has(id)) free.push({ value: id, detail: text('no other node on {0} has it', hostOf(own)) });
  }
  return free;
}

/** Ids of GPUs where a configuration asks for them. */
export function graphicsCards(cluster: ClusterFile | undefined, key: string): Fact[] | undefined {
  if (cluster === undefined || !key.endsWith('env_vars.CUDA_VISIBLE_DEVICES')) return undefined;
  return cluster.nodes.flatMap(({ name, gpus }) =>
    gpus?.value === undefined || gpus.value.length === 0
      ? []
      : [{ value: gpus.value.join(','), detail: text('GPUs of the node {0}', name?.value ?? '') }],
  );
}
