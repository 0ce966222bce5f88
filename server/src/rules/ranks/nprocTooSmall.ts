/**
 * Ranks that take several nodes only because `nproc_per_node` is smaller than a node: rank r lies on node
 * r ÷ nproc_per_node, and the schema's default is 1. Source: twinkle/infra/_ray/resource_manager.py
 * `ResourceManager.__init__` (`nnodes`) and twinkle/server/config/application_spec.py, twinkle-kit 0.5.1; the same in
 * 0.4.0. What the nodes have tells the cluster file; without one, only 1 is a number that hardly anybody means.
 */
import type { ClusterFile } from '../../config/clusterFile';
import { deviceNames } from '../../config/devices';
import type { Application } from '../../config/serverConfig';
import { atLeast } from '../../config/version';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { demandKeys, deviceDemand, type DeviceDemand } from '../../placement/demand/deviceDemand';
import { knownDeviceCounts } from '../../placement/search/rayNodes';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const nprocTooSmall: ApplicationRule = {
  id: 'nproc-too-small',
  stage: 'replica',
  severity: 'warning',
  consequenceOf: ['ranks-exceed-cluster', 'gpus-per-worker-node'],
  reads: demandKeys,

  *checkApplication({ application, document, cluster, version }) {
    const { args } = application;
    const ranks = countFromZero(args?.deviceGroup?.ranks?.value);
    const demand = deviceDemand(application);
    if (args === undefined || ranks === undefined || demand === undefined || demand.nodes < 2) return;
    // Before 0.4 nothing gave the field a value, and what its builder then does is another matter.
    if (args.nprocPerNode === undefined && !atLeast(version, '0.4.0')) return;
    const message =
      cluster === undefined ? withoutCluster(ranks, demand) : withCluster(ranks, demand, cluster);
    if (message === undefined) return;
    yield {
      message,
      ...placeOf(application, args.nprocPerNode ?? args.deviceGroup?.ranks),
      fixes: () => onOneNode(document, application, ranks),
    };
  },
};

/** A list that counts up from 0 says the same as its length; another one chooses its places with care. */
function countFromZero(ranks: number | readonly number[] | undefined): number | undefined {
  if (typeof ranks !== 'object') return ranks;
  return ranks.every((rank, index) => rank === index) ? ranks.length : undefined;
}

function withoutCluster(ranks: number, { nodes, perNode }: DeviceDemand) {
  if (perNode !== 1) return undefined;
  return text(
    'ranks {0} ÷ nproc_per_node {1} = {2} {2|node|nodes}: with fewer nodes the replica fails with "Not enough resources, required nodes: {2}".',
    ranks,
    perNode,
    nodes,
  );
}

/** Told only where one node has room for all ranks, so that one node would do. */
function withCluster(ranks: number, { device, nodes, perNode }: DeviceDemand, cluster: ClusterFile) {
  const most = Math.max(0, ...(knownDeviceCounts(cluster, device) ?? []));
  if (most < ranks) return undefined;
  return text(
    'ranks {0} ÷ nproc_per_node {1}, rounded up, is {2} {2|node|nodes}, though one node of the cluster file has {3} {4}{3||s}: the ranks are spread over {2} {2|node|nodes}.',
    ranks,
    perNode,
    nodes,
    most,
    deviceNames[device],
  );
}

/** Not preferred: how many devices a node has is not in the file. */
function onOneNode(document: ParsedDocument, application: Application, ranks: number): Fix[] {
  const { args } = application;
  if (args === undefined) return [];
  const change = { mapping: args.node, key: 'nproc_per_node', field: args.nprocPerNode, value: ranks };
  return numberFix(document, application, change);
}
