/** What the cluster file tells: GPUs, NPUs, names and hosts of its nodes. */
import type { ClusterFile, ClusterNode } from '../../../config/clusterFile';
import {
  deviceKeys,
  deviceNames,
  devicesOfNodes,
  deviceVariables,
  devices,
  type Device,
} from '../../../config/devices';
import type { Path } from '../../../document/tree/tree';
import { text } from '../../../text/text';
import type { LikelyValue } from './likelyValue';

export interface DeviceNode {
  readonly name: string;
  /** How many of the devices it has. */
  readonly count: number;
}

/** Nodes with devices of a kind whose number is known. */
export function deviceNodes(cluster: ClusterFile | undefined, device: Device): DeviceNode[] {
  if (cluster === undefined) return [];
  return devicesOfNodes(cluster).flatMap((node, index) => {
    const count = node[deviceKeys[device]]?.length ?? 0;
    return count > 0 ? [{ name: cluster.nodes[index]?.name?.value ?? '', count }] : [];
  });
}

/** Values inside of the cluster file itself. */
export function clusterValues(file: ClusterFile, path: Path): readonly LikelyValue[] {
  if (path[0] !== 'nodes') return [];
  const own = file.nodes.find(({ index }) => index === path[1]);
  switch (path[2]) {
    case 'name':
      return freeName(file, own);
    case 'host':
      return hosts(file, own);
    case 'gpus':
    case 'npus':
      return freeCards(file, own, path[2]);
    default:
      return [];
  }
}

/** The head is called so by custom; the others by what they are, counted on. */
export function freeName({ nodes }: ClusterFile, own: ClusterNode | undefined): LikelyValue[] {
  const taken = new Set(nodes.filter(node => node !== own).map(({ name }) => name?.value));
  const isFirst = own === undefined ? nodes.length === 0 : own === nodes[0];
  const first = isFirst ? ['head'] : ['sampler', 'cpu'];
  let number = 1;
  while (taken.has(`worker-${number}`)) number += 1;
  return [...first.filter(name => !taken.has(name)), `worker-${number}`].map(value => ({ value }));
}

function hosts({ nodes }: ClusterFile, own: ClusterNode | undefined): LikelyValue[] {
  const written = nodes.filter(node => node !== own).map(({ host }) => host?.value);
  const others = new Set(written.filter(host => host !== undefined));
  return [...others].map(value => ({ value, detail: text('host of another node') }));
}

/** Ids on the same host that no node has, in their order, after the node's own. */
export function freeCards(
  { nodes }: ClusterFile,
  own: ClusterNode | undefined,
  key: 'gpus' | 'npus',
): LikelyValue[] {
  const hostOf = (node: ClusterNode | undefined): string => node?.host?.value ?? 'local';
  const taken = new Set(
    nodes.filter(node => hostOf(node) === hostOf(own)).flatMap(node => node[key]?.value ?? []),
  );
  const free: LikelyValue[] = [];
  for (let id = 0; free.length < 4 && id < 64; id += 1) {
    if (!taken.has(id)) free.push({ value: id, detail: text('no other node on {0} has it', hostOf(own)) });
  }
  return free;
}

/** Ids of GPUs or NPUs where a configuration asks for them. */
export function deviceIds(cluster: ClusterFile | undefined, key: string): LikelyValue[] | undefined {
  const device = devices.find(each => key.endsWith(`env_vars.${deviceVariables[each]}`));
  if (cluster === undefined || device === undefined) return undefined;
  return cluster.nodes.flatMap(({ name, ...node }) => {
    const ids = node[deviceKeys[device]]?.value ?? [];
    if (ids.length === 0) return [];
    const detail = text('{0}s of the node {1}', deviceNames[device], name?.value ?? '');
    return [{ value: ids.join(','), detail }];
  });
}
