/**
 * A list of ranks that begins behind the first node chooses no node: Ray places the group where it likes, and the ranks
 * only count from another number. Before 0.5.0 it fails, with `IndexError: list index out of range`, since the devices
 * of the nodes were looked up by the whole number.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__` (`visible_devices[node_rank]`, from 0.5.0 on
 * less `min_node_idx`), twinkle-kit 0.3.0, 0.4.0, 0.5.0 and 0.5.1, run.
 */
import { atLeast } from '../../config/version';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import { rankListFix } from '../fixes/rankListFix';
import { rankKeys, rankNodes, type RankNodes } from '../../mesh/rankNodes';
import type { ApplicationRule, RuleVerdict } from '../engine/rule';

export const ranksOffset: ApplicationRule = {
  id: 'ranks-offset',
  stage: 'silent',
  severity: 'warning',
  consequenceOf: ['ranks-unique', 'ranks-gap'],
  reads: rankKeys,

  *checkApplication({ application, document, version }) {
    const found = rankNodes(application, version);
    if (found === undefined || found.first < 1) return;
    const { ranks, first, perNode } = found;
    yield {
      ...verdict(found, atLeast(version, '0.5.0')),
      ...placeOf(application, found.field),
      fixes: () =>
        rankListFix(
          document,
          application,
          found.field,
          ranks.map(rank => rank - first * perNode),
        ),
    };
  },
};

/** Before 0.5.0 such ranks are refused. */
function verdict({ ranks, perNode, first }: RankNodes, isTaken: boolean): RuleVerdict {
  const lowest = Math.min(...ranks);
  return isTaken
    ? {
        message: text(
          'Ranks from {0} on select no node: Ray chooses one for them, as if they were lower by {1} (nodes {2} × nproc_per_node {3}).',
          lowest,
          first * perNode,
          first,
          perNode,
        ),
      }
    : {
        stage: 'replica',
        severity: 'error',
        message: text(
          'Ranks must begin on the first node, below nproc_per_node {0}, but these begin with {1}: the replica fails with "list index out of range".',
          perNode,
          lowest,
        ),
      };
}
