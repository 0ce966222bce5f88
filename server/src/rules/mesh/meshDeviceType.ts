/**
 * The device type of the mesh has no effect on placement: the group alone decides where workers run. Where the two
 * differ, one of them is not what its author believes.
 * Source: `device_type` is read from the mesh only by twinkle/model/transformers/strategy/native_fsdp.py, which the
 * server does not choose; the group's by twinkle/infra/_ray/{resource_manager,ray_helper}.py, twinkle-kit 0.5.1.
 */
import type { Application } from '../../config/serverConfig';
import { replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { listed } from '../../text/listed';
import { text } from '../../text/text';
import { isEditable, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const meshDeviceType: ApplicationRule = {
  id: 'mesh-device-type',
  stage: 'silent',
  severity: 'hint',
  reads: ['args.device_group.device_type', 'args.device_mesh.device_type'],

  *checkApplication({ application, document }) {
    const { deviceGroup, deviceMesh } = application.args ?? {};
    const group = known(deviceGroup?.deviceType?.value);
    const written = deviceMesh?.deviceType?.value;
    const mesh = known(written);
    const fixes = () => sameAsGroup(document, application);
    if (written !== undefined && mesh === undefined) {
      yield {
        message: text(
          'Unknown device `{0}`. Here it has no effect, since `device_group` says where the workers run. Known devices: {1}.',
          written,
          listed(deviceTypes),
        ),
        ...placeOf(application, deviceMesh?.deviceType),
        fixes,
      };
      return;
    }
    if (group === undefined || mesh === undefined || group === mesh) return;
    yield {
      message: text(
        'The workers run on `{0}`, as `device_group` says: `{1}` here has no effect.',
        deviceGroup?.deviceType?.value ?? group,
        deviceMesh?.deviceType?.value ?? mesh,
      ),
      ...placeOf(application, deviceMesh?.deviceType),
      fixes,
    };
  },
};

/** Not preferred, since the type of the group may be the one that is wrong. */
function sameAsGroup(document: ParsedDocument, application: Application): Fix[] {
  const { deviceGroup, deviceMesh } = application.args ?? {};
  const [type, field] = [deviceGroup?.deviceType?.value, deviceMesh?.deviceType];
  if (type === undefined || known(type) === undefined) return [];
  if (field === undefined || !isEditable(application, field)) return [];
  const edits = replaceValue(document, field.node, type);
  return [{ title: text('Change to {0}', type), edits, preferred: false }];
}

const deviceTypes = ['cuda', 'GPU', 'NPU', 'MPS', 'CPU'];

/** One name for each kind of device that Twinkle knows, without regard to case. */
const names: ReadonlyMap<string, string> = new Map([
  ['CUDA', 'GPU'],
  ['GPU', 'GPU'],
  ['NPU', 'NPU'],
  ['MPS', 'MPS'],
  ['CPU', 'CPU'],
]);

function known(type: string | undefined): string | undefined {
  return type === undefined ? undefined : names.get(type.toUpperCase());
}
