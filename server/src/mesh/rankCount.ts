import type { DeviceGroup } from '../config/serverConfig';

/** How many ranks a group has: the number, or the entries of the list. Undefined where unknown. */
export function rankCount({ ranks }: DeviceGroup): number | undefined {
  const value = ranks?.value;
  const count = typeof value === 'object' ? value.length : value;
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : undefined;
}
