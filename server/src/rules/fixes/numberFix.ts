/** The fix that writes one number: where its field stands, or as a new entry of its mapping. */
import type { Field } from '../../config/field';
import type { Application } from '../../config/serverConfig';
import { insertEntry, replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { MappingNode, ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isEditable, isOwn } from '../engine/place';

export interface NumberChange {
  readonly mapping: MappingNode;
  readonly key: string;
  /** The field as it is, undefined where it is not written. */
  readonly field: Field<unknown> | undefined;
  readonly value: number;
}

/** Nothing where an anchor or an interpolation would carry the number elsewhere. */
export function numberFix(
  document: ParsedDocument,
  application: Application,
  { mapping, key, field, value }: NumberChange,
  preferred = false,
): Fix[] {
  if (!isOwn(application, mapping)) return [];
  if (field !== undefined && !isEditable(application, field)) return [];
  const edits =
    field === undefined
      ? insertEntry(document, mapping, key, String(value))
      : replaceValue(document, field.node, String(value));
  return edits === undefined ? [] : [{ title: text('Change {0} to {1}', key, value), edits, preferred }];
}
