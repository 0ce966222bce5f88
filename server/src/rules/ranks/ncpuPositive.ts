/**
 * `ncpu_proc_per_node` of 0 or below: the processes of a processor are divided by it to find their nodes.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__` (`math.ceil(cpu_proc_count /
 * ncpu_proc_per_node)`), twinkle-kit 0.1 to 0.5.1, run with 0.5.1.
 */
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import { rankCount } from '../../mesh/rankCount';
import type { ApplicationRule } from '../engine/rule';

export const ncpuPositive: ApplicationRule = {
  id: 'ncpu-positive',
  stage: 'replica',
  severity: 'error',
  consequenceOf: ['cpu-ranks-number'],
  reads: [
    'import_path',
    'args.ncpu_proc_per_node',
    'args.device_group.device_type',
    'args.device_group.ranks',
  ],

  *checkApplication({ application, document }) {
    const { args, kind } = application;
    const group = args?.deviceGroup;
    const field = args?.ncpuProcPerNode;
    const value = field?.value;
    if (kind?.value !== 'processor' || args === undefined || group === undefined || value === undefined)
      return;
    if (!Number.isInteger(value) || value > 0 || groupDevice(group) !== 'cpu') return;
    const ranks = rankCount(group) ?? 0;
    // Without a process there is nothing to look up, but 0 is still divided by.
    if (value < 0 && ranks < 1) return;
    yield {
      message: text(
        '`ncpu_proc_per_node` is the number of processes on a node, and cannot be {0}: the replica fails with "{1}".',
        value,
        value === 0 ? 'division by zero' : 'list index out of range',
      ),
      ...placeOf(application, field),
      fixes: () =>
        ranks < 1
          ? []
          : numberFix(document, application, {
              mapping: args.node,
              key: 'ncpu_proc_per_node',
              field,
              value: ranks,
            }),
    };
  },
};
