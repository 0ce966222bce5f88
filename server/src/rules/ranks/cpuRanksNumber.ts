/**
 * A list of ranks in a group on CPUs: `assert isinstance(ranks, int), 'CPU group only supports integer ranks'`.
 * Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.5.1; the same in 0.1 and
 * later.
 */
import type { Application, DeviceGroup } from '../../config/serverConfig';
import { replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const cpuRanksNumber: ApplicationRule = {
  id: 'cpu-ranks-number',
  stage: 'replica',
  severity: 'error',
  inForecast: true,
  reads: ['import_path', 'args.device_group.device_type', 'args.device_group.ranks'],

  *checkApplication({ application, document }) {
    const group = application.args?.deviceGroup;
    if (application.kind?.value === undefined || group === undefined) return;
    if (groupDevice(group) !== 'cpu' || group.ranks?.node.kind !== 'sequence') return;
    yield {
      message: text(
        'On CPUs `ranks` is the number of processes of the group, not a list: the replica fails with "CPU group only supports integer ranks".',
      ),
      ...placeOf(application, group.ranks),
      fixes: () => countFix(document, application, group),
    };
  },
};

/** As many processes as the list has ranks. Only for a list in brackets, whose text can be a number's in its place. */
function countFix(document: ParsedDocument, application: Application, { ranks }: DeviceGroup): Fix[] {
  if (ranks?.node.kind !== 'sequence' || !ranks.node.flow || !isOwn(application, ranks)) return [];
  const count = ranks.node.items.length;
  if (count === 0) return [];
  return [
    {
      title: text('Change {0} to {1}', 'ranks', count),
      edits: replaceValue(document, ranks.node, String(count)),
      preferred: true,
    },
  ];
}
