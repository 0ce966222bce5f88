/**
 * Each node that an application touches gives up `nproc_per_node` GPUs or NPUs, of which the ranks may use fewer: the placement
 * group of a node asks for that many whatever the ranks are. Source: twinkle/infra/_ray/resource_manager.py
 * `ResourceManager.__init__` (`bundles`), twinkle-kit 0.5.1; the same in 0.1 and later.
 */
import { mostCounted } from '../../config/counts';
import { deviceNames } from '../../config/devices';
import type { Application } from '../../config/serverConfig';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { demandKeys, deviceDemand } from '../../placement/demand/deviceDemand';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const nprocUnused: ApplicationRule = {
  id: 'nproc-unused',
  stage: 'waste',
  severity: 'warning',
  consequenceOf: ['ranks-unique', 'ranks-gap', 'ranks-exceed-cluster'],
  reads: demandKeys,

  *checkApplication({ application, document }) {
    const { args } = application;
    const ranks = args?.deviceGroup?.ranks?.value;
    const demand = deviceDemand(application);
    if (args === undefined || ranks === undefined || demand === undefined) return;
    const used = typeof ranks === 'number' ? ranks : ranks.length;
    const { nodes, perNode } = demand;
    const reserved = nodes * perNode;
    if (used < 1 || used >= reserved) return;
    yield {
      message: text(
        'Nodes {0} × nproc_per_node {1} = {2} {5}{2||s} {2|is|are} reserved, and ranks use {3} of them: {4} {4|stays|stay} idle, and no other application gets them.',
        nodes,
        perNode,
        reserved,
        used,
        reserved - used,
        deviceNames[demand.device],
      ),
      ...placeOf(application, args.nprocPerNode),
      fixes: () => (typeof ranks === 'number' ? fittingNproc(document, application, ranks, perNode) : []),
    };
  },
};

/**
 * The most GPUs per node, up to the number that the file gives, that divide the ranks: so many no node stands idle.
 * Certain where all ranks are on one node and the mesh says the same number, since then nothing but the reservation
 * changes. Ranks of a list keep their places only with the number that they were written for.
 */
function fittingNproc(
  document: ParsedDocument,
  application: Application,
  ranks: number,
  perNode: number,
): Fix[] {
  const { args } = application;
  const perWorker = args?.deviceGroup?.gpusPerWorker === undefined ? 1 : args.deviceGroup.gpusPerWorker.value;
  if (args === undefined || perWorker === undefined || perWorker < 1) return [];
  if (Math.min(ranks, perNode) > mostCounted) return [];
  for (let value = Math.min(ranks, perNode); value > 1 || value === ranks; value -= 1) {
    if (ranks % value !== 0 || value % perWorker !== 0) continue;
    const change = { mapping: args.node, key: 'nproc_per_node', field: args.nprocPerNode, value };
    const product = args.deviceMesh?.product;
    const isMeant = product !== undefined && (product === ranks || product * perWorker === ranks);
    return numberFix(document, application, change, ranks < perNode && isMeant);
  }
  return [];
}
