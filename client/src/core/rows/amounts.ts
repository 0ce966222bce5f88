/** Amounts of Ray's resources, in words. */
import { deviceNames } from '../../../../server/src/protocol';
import { cpuAmount, deviceAmount } from '../text/amounts';
import { resourceNames, type Resources } from '../ray/claims';
import { text, type Text } from '../text/text';

/** `4 GPUs and 4 CPUs`: devices first. */
export function resourcesText(resources: Resources): Text {
  const [first = text('no resource'), ...others] = resourceNames(resources).map(name =>
    amountText(name, rounded(resources[name] ?? 0)),
  );
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
