/**
 * GPUs of `ray_actor_options` are for the process of the replica itself, which computes on none: the workers of a model
 * or sampler run in placement groups, which reserve theirs beside these.
 * Source: twinkle/infra/_ray/resource_manager.py and ray_helper.py, twinkle-kit 0.5.1; the same in 0.1 and later.
 */
import { deviceNames } from '../../config/devices';
import { plainNumberOf, Reader } from '../../config/reader';
import { removeEntry } from '../../document/edits/edit';
import { deviceDemand } from '../../placement/demand/deviceDemand';
import { text } from '../../text/text';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const replicaGpus: ApplicationRule = {
  id: 'replica-gpus',
  stage: 'waste',
  severity: 'warning',
  reads: ['import_path', 'deployments'],

  *checkApplication({ application, document }) {
    const { deployment, kind } = application;
    const options = deployment && new Reader(deployment.node, deployment.path).mapping('ray_actor_options');
    const gpus = options?.field('num_gpus', plainNumberOf);
    if (kind?.value === undefined || options === undefined) return;
    if (gpus?.value === undefined || !(gpus.value > 0)) return;
    const demand = deviceDemand(application);
    yield {
      message:
        demand === undefined
          ? text(
              'Each replica reserves {0} {0|GPU|GPUs} for its own process, which does not use them.',
              gpus.value,
            )
          : text(
              'Each replica reserves {0} {0|GPU|GPUs} for its own process, which does not use them, in addition to the {1} {2}{1||s} of its placement groups.',
              gpus.value,
              demand.nodes * demand.perNode,
              deviceNames[demand.device],
            ),
      ...placeOf(application, gpus),
      fixes: () => {
        const entry = options.entry('num_gpus');
        return entry === undefined || entry.merged || !isOwn(application, options.node)
          ? []
          : [
              {
                title: text("Remove '{0}'", 'num_gpus'),
                edits: removeEntry(document, options.node, entry),
                preferred: true,
              },
            ];
      },
    };
  },
};
