/**
 * A model's worker uses the first of its GPUs only; the others stay idle, and there are fewer workers.
 * Source: twinkle/infra/_ray/ray_helper.py (one process per worker, LOCAL_RANK 0), twinkle-kit 0.5.1. Samplers are what
 * the field is for: vLLM spreads one worker over its GPUs.
 */
import { deviceNameOf } from '../../config/devices';
import { removeEntry } from '../../document/edits/edit';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const gpusPerWorkerOnModel: ApplicationRule = {
  id: 'gpus-per-worker-on-model',
  stage: 'waste',
  severity: 'warning',
  reads: [
    'import_path',
    'args.backend',
    'args.device_group.device_type',
    'args.device_group.gpus_per_worker',
  ],

  *checkApplication({ application, document }) {
    const { kind, args } = application;
    const group = args?.deviceGroup;
    const perWorker = group?.gpusPerWorker?.value;
    if (kind?.value !== 'model' || group === undefined || perWorker === undefined || perWorker <= 1) return;
    // Models had no backend to choose before 0.4.0.
    const backend = args?.backend === undefined ? 'transformers' : args.backend.value;
    if (groupDevice(group) !== 'accelerator' || backend === undefined || backend === 'mock') return;
    yield {
      message: text(
        'A worker of a model uses only one of its {0} {1}{0||s}: the others stay idle. `gpus_per_worker` is for samplers.',
        perWorker,
        deviceNameOf(application),
      ),
      ...placeOf(application, group.gpusPerWorker),
      fixes: () => {
        const entry = group.node.entries.find(({ key }) => key.value === 'gpus_per_worker');
        return entry === undefined || entry.merged || !isOwn(application, group.node)
          ? []
          : [
              {
                title: text("Remove '{0}'", 'gpus_per_worker'),
                edits: removeEntry(document, group.node, entry),
                preferred: false,
              },
            ];
      },
    };
  },
};
