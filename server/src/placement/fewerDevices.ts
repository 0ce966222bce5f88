/** What helps an application that asks for more nodes with its devices than there are. */
import { deviceKeys, deviceNames } from '../config/devices';
import { text, type Text } from '../text/text';
import type { DeviceGroups } from './demand/need';
import { servable, type Ranked } from './demand/servable';
import type { RayNode } from './search/rayNodes';

/** Ranks that are tried with other numbers; more are not looked at one by one. */
const mostRanks = 1024;

/** The `nproc_per_node` that the nodes can serve, if there is one; else what the nodes lack. */
export function devicesRemedy(groups: DeviceGroups, nodes: readonly RayNode[]): Text {
  const { count, device } = groups;
  const counts = nodes.map(node => node[deviceKeys[device]]?.length);
  const known = counts.filter(each => each !== undefined);
  const ranked = rankedOf(groups);
  const other =
    known.length < counts.length || ranked === undefined
      ? undefined
      : servable(ranked, known).find(perNode => perNode !== count);
  if (other !== undefined)
    return text(
      'Change nproc_per_node to {0}, or add nodes with {1} {2}{1||s} to the cluster file.',
      other,
      count,
      deviceNames[device],
    );
  return text(
    'Lower ranks, or add nodes with {0} {1}{0||s} to the cluster file.',
    count,
    deviceNames[device],
  );
}

function rankedOf({ count, firstIndex, slots, workers }: DeviceGroups): Ranked | undefined {
  const ranks = slots.flatMap((ofGroup, group) => ofGroup.map(slot => (firstIndex + group) * count + slot));
  const perWorker = workers[0]?.slots.length ?? 1;
  if (ranks.every((rank, index) => rank === index)) return { ranks: ranks.length, perWorker };
  return ranks.length > mostRanks ? undefined : { ranks, perWorker };
}
