/**
 * A list of ranks that leaves out a node: all nodes between the first and the last are reserved, `nproc_per_node` GPUs
 * each. Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__` (`nnodes`), twinkle-kit 0.1 to 0.5.1.
 */
import { deviceNameOf } from '../../config/devices';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import { rankListFix } from '../fixes/rankListFix';
import { rankKeys, rankNodes, type RankNodes } from '../../mesh/rankNodes';
import type { ApplicationRule } from '../engine/rule';

export const ranksGap: ApplicationRule = {
  id: 'ranks-gap',
  stage: 'waste',
  severity: 'warning',
  consequenceOf: ['ranks-unique'],
  reads: rankKeys,

  *checkApplication({ application, document, version }) {
    const found = rankNodes(application, version);
    if (found === undefined || found.ranks.some(rank => rank < 0)) return;
    const { nodes, perNode, first, last } = found;
    const used = new Set(nodes).size;
    const reserved = last - first + 1;
    if (used === reserved) return;
    yield {
      message: text(
        'With nproc_per_node {0} these ranks are on {1} {1|node|nodes}, but {2} {2|is|are} reserved, including those between: {3} {4}{3||s} that no other application gets.',
        perNode,
        used,
        reserved,
        (reserved - used) * perNode,
        deviceNameOf(application),
      ),
      ...placeOf(application, found.field),
      fixes: () => rankListFix(document, application, found.field, closedUp(found)),
    };
  },
};

/** The same places on nodes that follow on each other. */
function closedUp({ ranks, nodes, perNode }: RankNodes): number[] {
  const order = [...new Set(nodes)].sort((a, b) => a - b);
  return ranks.map((rank, index) => {
    const node = nodes[index] ?? 0;
    return order.indexOf(node) * perNode + (rank - node * perNode);
  });
}
