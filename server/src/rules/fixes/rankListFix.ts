/** The fix that writes a list of ranks anew, or the number that says the same. */
import type { Field } from '../../config/field';
import type { Application } from '../../config/serverConfig';
import { replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isOwn } from '../engine/place';

/** Only for a list in brackets, which is written as a whole. */
export function rankListFix(
  document: ParsedDocument,
  application: Application,
  { node, span }: Field<unknown>,
  ranks: readonly number[],
): Fix[] {
  if (node.kind !== 'sequence' || !node.flow || !isOwn(application, { span })) return [];
  const counts = ranks.every((rank, index) => rank === index);
  const value = counts ? String(ranks.length) : `[${ranks.join(', ')}]`;
  return [
    {
      title: text('Change {0} to {1}', 'ranks', value),
      edits: replaceValue(document, node, value),
      preferred: false,
    },
  ];
}
