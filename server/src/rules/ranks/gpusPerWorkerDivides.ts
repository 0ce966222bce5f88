/**
 * A worker takes `gpus_per_worker` of the ranks, so their count must be a multiple of it.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1.3 to 0.5.1; a mock too.
 */
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import { rankCount } from '../../mesh/rankCount';
import type { ApplicationRule } from '../engine/rule';

export const gpusPerWorkerDivides: ApplicationRule = {
  id: 'gpus-per-worker-divides',
  stage: 'replica',
  severity: 'error',
  inForecast: true,
  reads: ['args.device_group.device_type', 'args.device_group.ranks', 'args.device_group.gpus_per_worker'],

  *checkApplication({ application, document }) {
    const group = application.args?.deviceGroup;
    const perWorker = group?.gpusPerWorker?.value;
    if (group === undefined || perWorker === undefined || groupDevice(group) !== 'accelerator') return;
    const ranks = rankCount(group);
    if (
      ranks === undefined ||
      ranks < 1 ||
      !Number.isInteger(perWorker) ||
      perWorker <= 1 ||
      ranks % perWorker === 0
    )
      return;
    yield {
      message: text(
        'ranks {0} ÷ gpus_per_worker {1} is not a whole number of workers: the replica fails with "number of ranks ({0}) must be divisible by gpus_per_worker ({1})".',
        ranks,
        perWorker,
      ),
      ...placeOf(application, group.gpusPerWorker),
      fixes: () =>
        typeof group.ranks?.value === 'number'
          ? [Math.floor(ranks / perWorker) * perWorker, Math.ceil(ranks / perWorker) * perWorker]
              .filter(value => value > 0)
              .flatMap(value =>
                numberFix(document, application, {
                  mapping: group.node,
                  key: 'ranks',
                  field: group.ranks,
                  value,
                }),
              )
          : [],
    };
  },
};
