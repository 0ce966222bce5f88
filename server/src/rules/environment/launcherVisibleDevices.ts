/**
 * Up to 0.4.0 the launcher puts CUDA_VISIBLE_DEVICES (or ASCEND_RT_VISIBLE_DEVICES) of its environment into the device
 * group of each model and sampler, where nothing takes it: `TypeError: DeviceGroup.__init__() got an unexpected keyword
 * argument 'visible_devices'`. Told only where the launcher's environment is known; the extension's own launches unset
 * both.
 * Source: twinkle/server/utils/device_utils.py `auto_fill_device_group_visible_devices` and twinkle/utils/device_mesh.py
 * `DeviceGroup`, twinkle-kit 0.1 to 0.4.0.
 */
import { text } from '../../text/text';
import { Reader } from '../../config/reader';
import { ofEach } from '../engine/ofEach';
import { placeOf } from '../engine/place';
import type { FileRule } from '../engine/rule';

export const launcherVisibleDevices: FileRule = {
  id: 'launcher-visible-devices',
  stage: 'replica',
  severity: 'error',
  versions: { before: '0.5.0' },
  reads: ofEach(['import_path', 'args.device_group']),

  *checkFile({ config, facts }) {
    const variable = facts.launcherVisibleDevices;
    if (variable === undefined) return;
    // The first that fails ends the launch.
    const application = config.applications.find(
      ({ kind, args }) =>
        (kind?.value === 'model' || kind?.value === 'sampler') && args?.deviceGroup !== undefined,
    );
    const { args } = application ?? {};
    if (application === undefined || args === undefined) return;
    const field = new Reader(args.node, args.path).field('device_group', node => node);
    yield {
      message: text(
        '{0} is set where the launcher starts, and twinkle-kit before 0.5.0 passes it to the device group: the replica fails with "unexpected keyword argument \'visible_devices\'". Unset it for the launcher.',
        variable,
      ),
      ...placeOf(application, field),
    };
  },
};
