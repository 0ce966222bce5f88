/**
 * A `device_type` that there is no platform for: `ValueError: Unsupported platform: XPU.` Case does not matter, but for
 * CPU up to 0.3.0: there `cpu` counted as CPU in one place and not in the next, where `list(2)` is a TypeError.
 * Source: twinkle/utils/platforms/base.py `get_platform` and twinkle/infra/_ray/resource_manager.py, twinkle-kit 0.1 to
 * 0.5.1. A later release may know more.
 */
import { atLeast, newestVersion } from '../../config/version';
import { replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { Field } from '../../config/field';
import type { Application } from '../../config/serverConfig';
import type { ParsedDocument } from '../../document/tree/tree';
import { nearestNames } from '../../strings/nearest';
import { listed } from '../../text/listed';
import { text } from '../../text/text';
import { isEditable, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

const known = ['cuda', 'GPU', 'NPU', 'MPS', 'CPU'];

export const unknownDevice: ApplicationRule = {
  id: 'unknown-device',
  stage: 'replica',
  severity: 'error',
  inForecast: true,
  reads: ['import_path', 'args.device_group.device_type'],

  *checkApplication({ application, document, version }) {
    const field = application.args?.deviceGroup?.deviceType;
    const type = field?.value;
    if (application.kind?.value === undefined || field === undefined || type === undefined) return;
    if (!atLeast(newestVersion, version)) return;
    const upper = type.toUpperCase();
    const isKnown = known.some(name => name.toUpperCase() === upper);
    const isRefusedCpu = upper === 'CPU' && type !== 'CPU' && !atLeast(version, '0.4.0');
    if (isKnown && !isRefusedCpu) return;
    yield {
      message: isRefusedCpu
        ? text(
            'Before twinkle-kit 0.4.0 this is written `CPU`: with `{0}` the replica fails with "\'int\' object is not iterable".',
            type,
          )
        : text(
            'Unknown device `{0}`: the replica fails with "Unsupported platform: {2}." Known devices: {1}.',
            type,
            listed(known),
            upper,
          ),
      ...placeOf(application, field),
      fixes: () => changes(document, application, field, isRefusedCpu ? ['CPU'] : meant(type), isRefusedCpu),
    };
  },
};

function meant(type: string): string[] {
  return nearestNames(type, known).map(({ name }) => name);
}

function changes(
  document: ParsedDocument,
  application: Application,
  field: Field<string>,
  names: readonly string[],
  preferred: boolean,
): Fix[] {
  if (!isEditable(application, field)) return [];
  return names.map(name => ({
    title: text("Change to '{0}'", name),
    edits: replaceValue(document, field.node, name),
    preferred,
  }));
}
