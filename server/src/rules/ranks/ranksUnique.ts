/**
 * A rank that stands twice in the list of a device group: `assert len(set(all_ranks)) == len(all_ranks)`, without a
 * message. Source: twinkle/infra/_ray/resource_manager.py `ResourceManager.__init__`, twinkle-kit 0.5.1; the same in 0.1
 * and later. A group on CPUs takes no list at all.
 */
import type { Application } from '../../config/serverConfig';
import type { Field } from '../../config/field';
import { replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { groupDevice } from '../../mesh/groupDevice';
import { isOwn, placeOf } from '../engine/place';
import type { ApplicationRule } from '../engine/rule';

export const ranksUnique: ApplicationRule = {
  id: 'ranks-unique',
  stage: 'replica',
  severity: 'error',
  inForecast: true,
  reads: ['import_path', 'args.device_group.device_type', 'args.device_group.ranks'],

  *checkApplication({ application, document }) {
    const group = application.args?.deviceGroup;
    const field = group?.ranks;
    const ranks = field?.value;
    if (group === undefined || field === undefined || typeof ranks !== 'object') return;
    if (application.kind?.value === undefined || groupDevice(group) !== 'accelerator') return;
    const repeated = ranks.findIndex((rank, index) => ranks.indexOf(rank) < index);
    const rank = ranks[repeated];
    if (rank === undefined) return;
    const item = field.node.kind === 'sequence' ? field.node.items[repeated] : undefined;
    const place =
      item !== undefined && isOwn(application, item)
        ? { span: item.span, path: [...field.path, repeated] }
        : placeOf(application, field);
    yield {
      message: text(
        'Rank {0} is listed twice: the replica fails with an AssertionError without a message.',
        rank,
      ),
      ...place,
      fixes: () => withoutRepetition(document, application, field, [...new Set(ranks)]),
    };
  },
};

/** Not preferred: another rank may have been meant. Only for a list in brackets, which is written anew as a whole. */
function withoutRepetition(
  document: ParsedDocument,
  application: Application,
  { node, span }: Field<unknown>,
  ranks: readonly number[],
): Fix[] {
  if (node.kind !== 'sequence' || !node.flow || !isOwn(application, { span })) return [];
  const list = `[${ranks.join(', ')}]`;
  return [
    {
      title: text('Name each rank once: {0}', list),
      edits: replaceValue(document, node, list),
      preferred: false,
    },
  ];
}
