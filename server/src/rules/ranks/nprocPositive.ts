/**
 * `nproc_per_node` of 0 or below: the ranks of a group are divided by it to find their nodes. With one below 0 the placement
 * group asks for no GPU, so that no worker fits into it, or, where the node has no CUDA_VISIBLE_DEVICES, no GPU is found.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1 to 0.5.1, run with 0.5.1. A
 * group on CPUs does not look at it.
 */
import { deviceNameOf } from '../../config/devices';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import { rankCount } from '../../mesh/rankCount';
import type { ApplicationRule } from '../engine/rule';

export const nprocPositive: ApplicationRule = {
  id: 'nproc-positive',
  stage: 'replica',
  severity: 'error',
  consequenceOf: ['ranks-empty'],
  reads: ['import_path', 'args.nproc_per_node', 'args.device_group.device_type'],

  *checkApplication({ application, document }) {
    const { args, kind } = application;
    const group = args?.deviceGroup;
    const field = args?.nprocPerNode;
    const value = field?.value;
    if (args === undefined || group === undefined || value === undefined) return;
    if (kind?.value !== 'model' && kind?.value !== 'sampler') return;
    if (!Number.isInteger(value) || value > 0 || groupDevice(group) !== 'accelerator') return;
    const ranks = rankCount(group);
    yield {
      message:
        value === 0
          ? text(
              '`nproc_per_node` is the number of {0}s that the application takes on each node, and cannot be 0: the replica fails with "integer division or modulo by zero".',
              deviceNameOf(application),
            )
          : text(
              '`nproc_per_node` is the number of {1}s that the application takes on each node, and cannot be {0}: its placement group has none for the workers, and the replica fails.',
              value,
              deviceNameOf(application),
            ),
      ...placeOf(application, field),
      fixes: () =>
        ranks === undefined || ranks < 1
          ? []
          : numberFix(document, application, {
              mapping: args.node,
              key: 'nproc_per_node',
              field,
              value: ranks,
            }),
    };
  },
};
