/**
 * A rank below 0 is not refused: Python's floor division puts -1 on the last place of a node before the first, which is
 * then reserved as well. Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__` (`rank //
 * nproc_per_node`), twinkle-kit 0.1 to 0.5.1.
 */
import { deviceNameOf } from '../../config/devices';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import { rankListFix } from '../fixes/rankListFix';
import { rankKeys, rankNodes } from '../../mesh/rankNodes';
import type { ApplicationRule } from '../engine/rule';

export const ranksNegative: ApplicationRule = {
  id: 'ranks-negative',
  stage: 'waste',
  severity: 'warning',
  consequenceOf: ['ranks-unique'],
  reads: rankKeys,

  *checkApplication({ application, document, version }) {
    const found = rankNodes(application, version);
    const rank = found?.ranks.find(each => each < 0);
    if (found === undefined || rank === undefined) return;
    const { perNode, first, last, ranks } = found;
    yield {
      message: text(
        'Ranks count from 0. Rank {0} becomes place {1} of a node before the first. Ranks: {4}, reserved nodes: {2}, with {3} {5}{3||s} each.',
        rank,
        rank - Math.floor(rank / perNode) * perNode,
        last - first + 1,
        perNode,
        ranks.length,
        deviceNameOf(application),
      ),
      ...placeOf(application, found.field),
      fixes: () =>
        rankListFix(
          document,
          application,
          found.field,
          ranks.map((_, index) => index),
        ),
    };
  },
};
