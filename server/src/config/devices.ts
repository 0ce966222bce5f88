/** GPUs and NPUs: what a device type asks for, and what the nodes of a cluster file have of each. */
import { deviceNames, type Device } from '../protocol';
import type { Optional } from './field';
import type { ClusterFile } from './clusterFile';
import type { Application } from './serverConfig';

export { deviceKeys, deviceNames, devices, type Device } from '../protocol';

/** Variable that holds the ids of a process: ray/_private/accelerators and twinkle/utils/platforms, twinkle-kit 0.5.1. */
export const deviceVariables = { gpu: 'CUDA_VISIBLE_DEVICES', npu: 'ASCEND_RT_VISIBLE_DEVICES' } as const;

/**
 * What the groups of an application reserve; undefined where the type is unknown, or none of the two. Case does not
 * matter: twinkle/utils/platforms/base.py `get_platform`, twinkle-kit 0.1 to 0.5.1.
 */
export function deviceOf({ args }: Pick<Application, 'args'>): Device | undefined {
  switch (args?.deviceGroup?.deviceType?.value?.toUpperCase()) {
    case 'CUDA':
    case 'GPU':
      return 'gpu';
    case 'NPU':
      return 'npu';
    default:
      return undefined;
  }
}

/** For a message about its ranks; GPUs stand for what is unknown. */
export function deviceNameOf(application: Application): string {
  return deviceNames[deviceOf(application) ?? 'gpu'];
}

/** Ids of a node; undefined: whatever Ray counts. */
export interface NodeDevices {
  readonly gpus: readonly number[] | undefined;
  readonly npus: readonly number[] | undefined;
}

/**
 * The devices of each node, as `ray start` gets them. A node that lists one kind has none of the other, unless it
 * lists that too. For NPUs that holds only in a file that lists some: in any other Ray counts them for itself.
 */
export function devicesOfNodes({ nodes }: ClusterFile): NodeDevices[] {
  const listsNpus = nodes.some(({ npus }) => npus !== undefined);
  return nodes.map(({ gpus, npus }) => ({
    gpus: listed(gpus, npus !== undefined),
    npus: listed(npus, gpus !== undefined && listsNpus),
  }));
}

function listed(field: Optional<readonly number[]>, otherwiseNone: boolean): readonly number[] | undefined {
  if (field !== undefined) return field.value;
  return otherwiseNone ? [] : undefined;
}
