/** `use_megatron`, which became `backend` in twinkle-kit 0.4.0. */
import { renameKey, replaceValue } from '../document/edit';
import type { Finding } from '../document/finding';
import type { Entry, MappingNode, ParsedDocument } from '../document/tree';
import { text } from '../text/text';

/**
 * A finding about an unknown key, with the certain fix where the key is the old switch: true meant Megatron, false
 * Transformers (twinkle/server/model/app.py, 0.3.0).
 */
export function replaceOldBackend(
  document: ParsedDocument,
  mapping: MappingNode,
  entry: Entry,
  found: Finding,
): Finding {
  const { key, value, merged } = entry;
  if (key.value !== 'use_megatron' || value.kind !== 'scalar' || typeof value.value !== 'boolean')
    return found;
  const backend = value.value ? 'megatron' : 'transformers';
  const isFree = !merged && !mapping.entries.some(other => other.key.value === 'backend');
  return {
    ...found,
    message: text("Unknown key '{0}': since twinkle-kit 0.4 it is 'backend: {1}'.", key.value, backend),
    fixes: () => {
      const others = (found.fixes?.() ?? []).map(fix => ({ ...fix, preferred: false }));
      if (!isFree) return others;
      const edits = [...renameKey(document, entry, 'backend'), ...replaceValue(document, value, backend)];
      return [{ title: text("Replace with 'backend: {0}'", backend), edits, preferred: true }, ...others];
    },
  };
}
