/** The fix that takes a key away. */
import type { Application } from '../../config/serverConfig';
import { removeEntry } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { MappingNode, ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { isOwn } from '../engine/place';

/** Nothing where the key came in by an anchor, or is the only one, so that a mapping without an entry would be left. */
export function removal(
  document: ParsedDocument,
  application: Application,
  mapping: MappingNode,
  key: string,
  preferred = false,
): Fix[] {
  const entry = mapping.entries.find(each => each.key.value === key);
  if (entry === undefined || entry.merged || !isOwn(application, entry.key) || mapping.entries.length < 2)
    return [];
  return [{ title: text('Remove {0}', key), edits: removeEntry(document, mapping, entry), preferred }];
}
