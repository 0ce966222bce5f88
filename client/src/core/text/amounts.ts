/** Amounts and ids of devices and CPUs, in words. */
import type { Device } from '../../../../server/src/protocol';
import { counted } from './counted';
import { listed } from './listed';
import { text, type Text } from './text';

/** `1 GPU`, `4 NPUs`. */
export function deviceAmount(device: Device, count: number): Text {
  return device === 'gpu'
    ? counted(count, text('1 GPU'), text('{0} GPUs', count))
    : counted(count, text('1 NPU'), text('{0} NPUs', count));
}

/** `GPU 0`, `GPUs 0, 1`. */
export function deviceIds(device: Device, ids: readonly number[]): Text {
  const list = listed(ids);
  return device === 'gpu'
    ? counted(ids.length, text('GPU {0}', list), text('GPUs {0}', list))
    : counted(ids.length, text('NPU {0}', list), text('NPUs {0}', list));
}

/** `1 CPU`, `8 CPUs`. */
export function cpuAmount(count: number): Text {
  return counted(count, text('1 CPU'), text('{0} CPUs', count));
}
