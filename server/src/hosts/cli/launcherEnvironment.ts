/** What the launcher makes of its environment before it reads a file. */
import type { Facts } from '../../protocol';

/**
 * The variable by which a launcher with this environment tells device groups which devices are visible.
 * Source: twinkle/server/utils/device_utils.py `auto_fill_device_group_visible_devices`, twinkle-kit 0.1 to 0.5.1.
 */
export function launcherEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Pick<Facts, 'launcherVisibleDevices'> {
  const isOff = /^(?:0|false|no|off)$/i.test(env['TWINKLE_AUTO_VISIBLE_DEVICES_FROM_ENV'] ?? '1');
  const variable = ['ASCEND_RT_VISIBLE_DEVICES', 'CUDA_VISIBLE_DEVICES'].find(
    name => env[name] !== undefined && env[name] !== '',
  );
  return isOff || variable === undefined ? {} : { launcherVisibleDevices: variable };
}
