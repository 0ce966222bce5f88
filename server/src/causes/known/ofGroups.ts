/**
 * What the resource manager of a replica refuses of `device_group` and of the numbers beside it.
 * Sources: twinkle/infra/_ray/{resource_manager,ray_helper}.py, twinkle/utils/device_mesh.py `DeviceGroup` and
 * twinkle/utils/platforms/base.py, twinkle-kit 0.1 to 0.5.1.
 */
import type { TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { KnownFailure } from '../knownFailure';
import { isNoInteger, isNotPositive, isText } from '../values';
import { unknownKey } from '../words';

const group = 'args.device_group';

export const ofGroups: readonly KnownFailure[] = [
  {
    says: /DeviceGroup\.__init__\(\) got an unexpected keyword argument '(?<key>\w+)'/,
    codes: ['unknown-key', 'visible-devices', 'launcher-visible-devices'],
    suspects: [{ at: `${group}.{key}` }],
    words: unknownKey,
  },
  {
    says: /DeviceGroup\.__init__\(\) missing \d+ required positional arguments?: '(?<key>\w+)'/,
    codes: ['missing-field'],
    suspects: [{ at: group }],
    words: text('`device_group` lacks a field that it requires.'),
  },
  {
    says: /Unsupported platform: (?<value>[^\s.]+)/,
    codes: ['unknown-device'],
    suspects: [
      {
        at: `${group}.device_type`,
        raises: (node, { value = '' }) =>
          node.kind === 'scalar' && String(node.value).toUpperCase() === value.toUpperCase(),
      },
    ],
  },
  {
    says: /^AssertionError: CPU group only supports integer ranks/,
    codes: ['cpu-ranks-number', 'wrong-type'],
    suspects: [{ at: `${group}.ranks`, raises: isNoInteger }],
    wantsNumber: true,
  },
  {
    // Before a mesh is built, which says the same of its sizes: `rank // nproc_per_node`, `gpus_per_worker > 1`.
    says: /^(?:TypeError: (?:unsupported operand type\(s\) for \/\/|'\w+' object is not iterable|'>' not supported between)|KeyError: -1$)/,
    codes: ['wrong-type'],
    suspects: [
      { at: `${group}.ranks`, raises: node => isNoInteger(node) && !isListOfIntegers(node) },
      { at: `${group}.gpus_per_worker`, raises: isNoInteger },
    ],
    words: text('The value must be a whole number without quotes.'),
    wantsNumber: true,
  },
  {
    says: /^AttributeError: '(?:NoneType|int|float|bool|list|dict)' object has no attribute 'upper'/,
    codes: ['wrong-type', 'missing-field'],
    suspects: [{ at: `${group}.device_type`, raises: node => !isText(node) }],
    words: text('The type of the devices must be a word, such as `cuda` or `CPU`.'),
  },
  {
    says: /^AssertionError \(assert len\(set\(all_ranks\)\) == len\(all_ranks\)/,
    codes: ['ranks-unique'],
    suspects: [{ at: `${group}.ranks`, raises: node => node.kind === 'sequence' }],
    words: text('A rank is written twice.'),
  },
  {
    says: /^AssertionError \(assert getattr\(group, 'gpus_per_worker', 1\) == 1/,
    codes: ['gpus-per-worker-on-cpu'],
    suspects: [{ at: `${group}.gpus_per_worker` }],
    words: text('Workers on CPUs have no GPUs: `gpus_per_worker` must be 1.'),
  },
  {
    says: /number of ranks \(\d+\) must be divisible by gpus_per_worker \(\d+\)/,
    codes: ['gpus-per-worker-divides'],
    suspects: [{ at: `${group}.gpus_per_worker` }, { at: `${group}.ranks` }],
  },
  {
    says: /GPUs \[[\d, ]+\] span multiple nodes/,
    codes: ['gpus-per-worker-node', 'nproc-too-small'],
    suspects: [{ at: `${group}.gpus_per_worker` }],
  },
  {
    // Without a cluster file that has too few nodes for sure, one of them may have died.
    says: /^AssertionError: Not enough resources, required nodes: /,
    codes: ['ranks-exceed-cluster', 'cpu-nodes', 'npus-undeclared'],
  },
  {
    says: /^IndexError: list index out of range/,
    codes: ['ranks-empty', 'ranks-offset'],
  },
  {
    says: /^ZeroDivisionError/,
    codes: ['nproc-positive', 'ncpu-positive', 'mesh-size-positive'],
    suspects: [
      { at: 'args.nproc_per_node', raises: isNotPositive },
      { at: 'args.ncpu_proc_per_node', raises: isNotPositive },
    ],
    words: text('The number of processes on a node must be at least 1.'),
  },
  {
    says: /Cannot schedule \w+ with the placement group/,
    codes: ['nproc-positive'],
    suspects: [{ at: 'args.nproc_per_node', raises: isNotPositive }],
    words: text('The number of processes on a node must be at least 1.'),
  },
  {
    says: /_init_adapter_manager\(\) got an unexpected keyword argument '(?<key>\w+)'/,
    codes: ['unknown-key'],
    suspects: [{ at: 'args.adapter_config.{key}' }],
    words: unknownKey,
  },
  {
    says: /cannot import name '(?<value>TorchSampler)'/,
    codes: ['torch-sampler'],
    suspects: [{ at: 'args.sampler_type', raises: node => node.kind === 'scalar' && node.value === 'torch' }],
    words: text('This version of twinkle-kit has no sampler `torch`.'),
  },
];

function isListOfIntegers(node: TreeNode): boolean {
  return node.kind === 'sequence' && node.items.every(item => !isNoInteger(item));
}
