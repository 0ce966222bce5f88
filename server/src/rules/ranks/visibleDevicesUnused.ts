/**
 * `visible_devices` of a device group is accepted and read by nobody: placement asks each node for its own.
 * Source: `DeviceGroup` in twinkle/utils/device_mesh.py, whose field no other file of twinkle-kit 0.5.0 and 0.5.1 reads
 * but twinkle/server/utils/device_utils.py, which fills it. Before 0.5.0 the key is unknown.
 */
import { deviceNames, deviceOf, deviceVariables } from '../../config/devices';
import { Reader } from '../../config/reader';
import { text } from '../../text/text';
import { placeOf } from '../engine/place';
import { removal } from '../fixes/removal';
import type { ApplicationRule } from '../engine/rule';

export const visibleDevicesUnused: ApplicationRule = {
  id: 'visible-devices-unused',
  stage: 'silent',
  severity: 'hint',
  versions: { since: '0.5.0' },
  reads: ['import_path', 'args.device_group.device_type', 'args.device_group.visible_devices'],

  *checkApplication({ application, document }) {
    const group = application.args?.deviceGroup;
    const field = group && new Reader(group.node, group.path).field('visible_devices', node => node);
    if (application.kind?.value === undefined || group === undefined || field === undefined) return;
    if (field.node.kind === 'scalar' && field.node.value === null) return;
    const device = deviceOf(application) ?? 'gpu';
    yield {
      message: text(
        'No effect: the node decides which {0}s a group gets, by the {1} that Ray was started with there.',
        deviceNames[device],
        deviceVariables[device],
      ),
      ...placeOf(application, field),
      fixes: () => removal(document, application, group.node, 'visible_devices', true),
    };
  },
};
