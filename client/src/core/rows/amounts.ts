/** Amounts of Ray's resources, in words. */
import { deviceNames } from '../../../../server/src/protocol';
import { cpuAmount, deviceAmount } from '../text/amounts';
import type { Resources } from '../ray/claims';
import { text, type Text } from '../text/text';

const order: readonly string[] = [deviceNames.gpu, deviceNames.npu, 'CPU'];

/** `4 GPUs and 4 CPUs`: devices first. */
export function resourcesText(resources: Resources): Text {
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const [first = text('no resource'), ...others] = Object.entries(resources)
    .toSorted(([one], [other]) => place(one) - place(other))
    .map(([name, amount]) => amountText(name, rounded(amount)));
  return others.reduce((words, each) => text('{0} and {1}', words, each), first);
}

function amountText(resource: string, amount: number): Text {
  switch (resource) {
    case deviceNames.gpu:
      return deviceAmount('gpu', amount);
    case deviceNames.npu:
      return deviceAmount('npu', amount);
    case 'CPU':
      return cpuAmount(amount);
    default:
      return text('{0} {1}', amount, resource);
  }
}

/** Ray counts in fractions, whose sums are such as 1.0999999999999996. */
export function rounded(amount: number): number {
  return Math.round(amount * 100) / 100;
}
