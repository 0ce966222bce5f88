/** What the ranks of a device group are: GPUs and their like, or processes on CPUs. */
import type { DeviceGroup } from '../config/serverConfig';

/** Names that Twinkle knows, without regard to case: twinkle/utils/platforms/base.py `get_platform`, twinkle-kit 0.5.1. */
const accelerators: ReadonlySet<string> = new Set(['GPU', 'CUDA', 'NPU', 'MPS']);

/** Undefined where the type is unknown, or one that Twinkle itself refuses. */
export function groupDevice({ deviceType }: DeviceGroup): 'cpu' | 'accelerator' | undefined {
  const type = deviceType?.value?.toUpperCase();
  if (type === undefined) return undefined;
  if (type === 'CPU') return 'cpu';
  return accelerators.has(type) ? 'accelerator' : undefined;
}
