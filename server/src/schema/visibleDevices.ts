/**
 * CUDA_VISIBLE_DEVICES in the `env` of a cluster file. A node with `gpus` gets it from there, whatever `env` says
 * (client/src/core/plan.ts). On one without, Ray counts the names in it, and Twinkle reads each as a number, so that the
 * names that NVIDIA's tools print (`GPU-…`, `MIG-…`) end in "invalid literal for int()".
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1 to 0.5.1. That there are
 * fewer ids than `nproc_per_node` needs no check of its own: Ray counts no more GPUs than ids.
 */
import type { ClusterFile, EnvironmentEntry } from '../config/clusterFile';
import type { Finding } from '../document/finding';
import { text, type Text } from '../text/text';
import { finding } from './findings';

const variable = 'CUDA_VISIBLE_DEVICES';

export function visibleDevices({ env, nodes }: ClusterFile): Finding[] {
  const ofNodes = nodes.flatMap(node => {
    const entry = node.env.find(({ name }) => name === variable);
    return entry === undefined ? [] : about(entry, node.gpus === undefined);
  });
  const shared = env.find(({ name }) => name === variable);
  if (shared === undefined || nodes.length === 0) return ofNodes;
  const isUsed = nodes.some(
    node => node.gpus === undefined && !node.env.some(({ name }) => name === variable),
  );
  return [...about(shared, isUsed), ...ofNodes];
}

function about({ value }: EnvironmentEntry, isUsed: boolean): Finding[] {
  const { path, span } = value;
  const of = (stage: 'silent' | 'replica', message: Text): Finding =>
    finding('visible-devices', { path, span, stage }, message);
  if (!isUsed) {
    const message = text('No effect: `gpus` of a node sets {0}.', variable);
    return [{ ...of('silent', message), severity: 'hint' }];
  }
  const other = value.value?.split(',').find(id => !isNumber(id));
  if (other === undefined || value.value === '') return [];
  const message = text(
    'Twinkle reads {0} as numbers: with \'{1}\' the replica of a model or sampler on this node fails with "invalid literal for int()". List the numbers of the cards, best as `gpus` of the node.',
    variable,
    other.trim(),
  );
  // A node to which no GPU application comes does no harm.
  return [{ ...of('replica', message), severity: 'warning' }];
}

/** What Python's `int` takes. */
function isNumber(id: string): boolean {
  return /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(id);
}
