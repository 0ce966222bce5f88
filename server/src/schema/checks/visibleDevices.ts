/**
 * CUDA_VISIBLE_DEVICES and ASCEND_RT_VISIBLE_DEVICES in the `env` of a cluster file. A node with `gpus` or `npus` gets
 * them from there, whatever `env` says (client/src/core/cluster/plan.ts). On one without, Ray counts the names in them, and
 * Twinkle reads each as a number, so that the names that NVIDIA's tools print (`GPU-…`, `MIG-…`) end in "invalid literal
 * for int()".
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.1 to 0.5.1. That there are
 * fewer ids than `nproc_per_node` needs no check of its own: Ray counts no more devices than ids.
 */
import type { ClusterFile, ClusterNode, EnvironmentEntry } from '../../config/clusterFile';
import { deviceKeys, devices, devicesOfNodes, deviceVariables, type Device } from '../../config/devices';
import type { Finding } from '../../document/tree/finding';
import { text, type Text } from '../../text/text';
import { finding } from './findings';

export function visibleDevices(cluster: ClusterFile): Finding[] {
  return devices.flatMap(device => ofDevice(cluster, device));
}

function ofDevice(cluster: ClusterFile, device: Device): Finding[] {
  const { env, nodes } = cluster;
  const variable = deviceVariables[device];
  const setBy = nodesThatSet(cluster, device);
  const ofNodes = nodes.flatMap((node, index) => {
    const entry = entryOf(node, variable);
    return entry === undefined ? [] : about(entry, device, setBy[index]);
  });
  const shared = env.find(({ name }) => name === variable);
  if (shared === undefined || nodes.length === 0) return ofNodes;
  const isUsed = nodes.some(
    (node, index) => setBy[index] === undefined && entryOf(node, variable) === undefined,
  );
  return [...about(shared, device, isUsed ? undefined : deviceKeys[device]), ...ofNodes];
}

function entryOf({ env }: ClusterNode, variable: string): EnvironmentEntry | undefined {
  return env.find(({ name }) => name === variable);
}

/** The key by which each node sets the variable; undefined where it sets none. A list that is unknown sets it too. */
function nodesThatSet(cluster: ClusterFile, device: Device): (string | undefined)[] {
  const key = deviceKeys[device];
  const lists = devicesOfNodes(cluster);
  return cluster.nodes.map((node, index) => {
    if (node[key] !== undefined) return key;
    return lists[index]?.[key] === undefined ? undefined : deviceKeys[device === 'gpu' ? 'npu' : 'gpu'];
  });
}

function about({ value }: EnvironmentEntry, device: Device, setBy: string | undefined): Finding[] {
  const { path, span } = value;
  const variable = deviceVariables[device];
  const of = (stage: 'silent' | 'replica', message: Text): Finding =>
    finding('visible-devices', { path, span, stage }, message);
  if (setBy !== undefined) {
    const message = text('No effect: `{1}` of a node sets {0}.', variable, setBy);
    return [{ ...of('silent', message), severity: 'hint' }];
  }
  const other = value.value?.split(',').find(id => !isNumber(id));
  // Ray counts none with these (ray/_private/accelerators, Ray 2.60.0).
  if (other === undefined || value.value === '' || value.value === 'NoDevFiles') return [];
  const message = text(
    'Twinkle reads {0} as numbers: with \'{1}\' the replica of a model or sampler on this node fails with "invalid literal for int()". List the numbers of the cards, preferably as `{2}` of the node.',
    variable,
    other.trim(),
    deviceKeys[device],
  );
  // A node to which no application with devices comes does no harm.
  return [{ ...of('replica', message), severity: 'warning' }];
}

/** What Python's `int` takes. */
function isNumber(id: string): boolean {
  return /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(id);
}
