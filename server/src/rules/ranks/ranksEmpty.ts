/**
 * A device group without a rank. Of GPUs, the replica fails when the last rank is looked up; on CPUs, when the first
 * worker is: for a model or sampler while the replica starts, for a processor at the first dataset that a client makes.
 * Source: `ranks[-1]` in twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__` and `placement_groups[0]` in
 * twinkle/infra/_ray/ray_helper.py `create_workers`, twinkle-kit 0.5.1; the same in 0.1 and later.
 */
import { deviceNameOf } from '../../config/devices';
import type { Application, Arguments, DeviceGroup } from '../../config/serverConfig';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { numberFix } from '../fixes/numberFix';
import { placeOf } from '../engine/place';
import type { ApplicationRule, RuleVerdict } from '../engine/rule';

export const ranksEmpty: ApplicationRule = {
  id: 'ranks-empty',
  stage: 'replica',
  severity: 'error',
  inForecast: true,
  reads: ['import_path', 'args.device_group.device_type', 'args.device_group.ranks'],

  *checkApplication({ application, document }) {
    const { args, kind } = application;
    const group = args?.deviceGroup;
    const device = group && groupDevice(group);
    if (args === undefined || group === undefined || device === undefined || kind?.value === undefined)
      return;
    if (!isEmpty(group)) return;
    const verdict = device === 'cpu' ? onCpus(group, kind.value) : ofAccelerators(deviceNameOf(application));
    if (verdict === undefined) return;
    yield {
      ...verdict,
      ...placeOf(application, group.ranks),
      fixes: () => meshFix(document, application, args, group),
    };
  },
};

/** A list counts its entries; a number below 0 makes a range of none. */
function isEmpty({ ranks }: DeviceGroup): boolean {
  const value = ranks?.value;
  if (typeof value === 'number') return Number.isInteger(value) && value <= 0;
  return value?.length === 0;
}

function ofAccelerators(device: string): RuleVerdict {
  return {
    message: text(
      '`ranks` is the number of {0}s of the group, and this is none: the replica fails with "list index out of range".',
      device,
    ),
  };
}

function onCpus({ ranks }: DeviceGroup, kind: string): RuleVerdict | undefined {
  // A list on CPUs is refused before it is counted.
  if (typeof ranks?.value !== 'number') return undefined;
  if (kind !== 'processor') {
    return {
      message: text(
        '`ranks` is the number of processes of the group, and this is none: the replica fails with "list index out of range".',
      ),
    };
  }
  // The ranks of a processor are first counted for a dataset.
  return {
    stage: 'request',
    message: text(
      '`ranks` is the number of processes of the processor, not the index of a CPU. With none the launch succeeds, but the first dataset that a client makes fails with "list index out of range".',
    ),
  };
}

/** As many as the mesh says. Not preferred, for the mesh may be as wrong. */
function meshFix(
  document: ParsedDocument,
  application: Application,
  { deviceMesh }: Arguments,
  group: DeviceGroup,
): Fix[] {
  const product = deviceMesh?.product;
  if (product === undefined || !Number.isInteger(product) || product < 1) return [];
  if (group.ranks?.node.kind !== 'scalar') return [];
  const value = product * (group.gpusPerWorker?.value ?? 1);
  return numberFix(document, application, { mapping: group.node, key: 'ranks', field: group.ranks, value });
}
