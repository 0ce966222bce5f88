/**
 * `assert gpus_per_worker == 1` for a group on CPUs, without a message.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1.3 to 0.5.1.
 */
import { removeEntry } from '../../document/edits/edit';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const gpusPerWorkerOnCpu: ApplicationRule = {
  id: 'gpus-per-worker-on-cpu',
  stage: 'replica',
  severity: 'error',
  reads: ['args.device_group.device_type', 'args.device_group.gpus_per_worker'],

  *checkApplication({ application, document }) {
    const group = application.args?.deviceGroup;
    const perWorker = group?.gpusPerWorker?.value;
    if (group === undefined || perWorker === undefined || perWorker === 1 || groupDevice(group) !== 'cpu')
      return;
    yield {
      message: text(
        'A group on CPUs has no GPUs for its workers: with gpus_per_worker {0} the replica fails with an AssertionError without a message.',
        perWorker,
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
                preferred: true,
              },
            ];
      },
    };
  },
};
