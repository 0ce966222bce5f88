/**
 * The GPUs of one worker must be on one node, and rank r is on node r ÷ nproc_per_node.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1.3 to 0.5.1; a mock too.
 */
import type { Application, DeviceGroup } from '../../config/serverConfig';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const gpusPerWorkerNode: ApplicationRule = {
  id: 'gpus-per-worker-node',
  stage: 'replica',
  severity: 'error',
  inForecast: true,
  consequenceOf: ['gpus-per-worker-divides'],
  reads: [
    'args.nproc_per_node',
    'args.device_group.device_type',
    'args.device_group.ranks',
    'args.device_group.gpus_per_worker',
  ],

  *checkApplication({ application }) {
    const group = application.args?.deviceGroup;
    const split = group && splitWorker(application, group);
    if (group === undefined || split === undefined) return;
    yield {
      message: text(
        'With nproc_per_node {0} the ranks {1} of one worker are on two nodes: the replica fails with "GPUs [{1}] span multiple nodes".',
        split.perNode,
        split.ranks.join(', '),
      ),
      ...placeOf(application, group.gpusPerWorker),
    };
  },
};

/** The ranks of the first worker that lies on two nodes; undefined where there is none, or a number is unknown. */
function splitWorker(
  { args }: Application,
  group: DeviceGroup,
): { ranks: number[]; perNode: number } | undefined {
  const perNode = args?.nprocPerNode === undefined ? 1 : args.nprocPerNode.value;
  const perWorker = group.gpusPerWorker?.value;
  const value = group.ranks?.value;
  if (
    groupDevice(group) !== 'accelerator' ||
    perNode === undefined ||
    perWorker === undefined ||
    value === undefined
  )
    return undefined;
  if (!Number.isInteger(perNode) || perNode < 1 || !Number.isInteger(perWorker) || perWorker < 2)
    return undefined;
  // Ranks beyond this many are no mistake that needs all of them to be seen.
  const ranks =
    typeof value === 'number'
      ? Array.from({ length: Math.min(Math.max(0, value), 4096) }, (_, rank) => rank)
      : [...value];
  if (ranks.some(rank => !Number.isInteger(rank) || rank < 0)) return undefined;
  for (let start = 0; start + perWorker <= ranks.length; start += perWorker) {
    const own = ranks.slice(start, start + perWorker);
    if (new Set(own.map(rank => Math.floor(rank / perNode))).size > 1) return { ranks: own, perNode };
  }
  return undefined;
}
