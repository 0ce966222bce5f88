/** Keys of twinkle-kit 0.1 to 0.3, and what became of them. Source: the wheels; rules/migrate/oldFields.ts. */
import { removeEntry, renameKey, replaceValue } from '../document/edit';
import type { Finding, Fix } from '../document/finding';
import type { Entry, MappingNode, ParsedDocument } from '../document/tree';
import { text } from '../text/text';

const renamed = new Map([
  ['telemetry_config', 'telemetry'],
  ['persistence_config', 'persistence'],
]);

/** A finding about an unknown key, with the certain fix where the key is an old one. */
export function explainOldKey(
  document: ParsedDocument,
  mapping: MappingNode,
  entry: Entry,
  found: Finding,
): Finding {
  const name = entry.key.value;
  if (name === 'use_megatron') return oldBackend(document, mapping, entry, found);
  if (name === 'server_type') {
    const message = text(
      "Unknown key '{0}': since twinkle-kit 0.2 one server serves both kinds of clients.",
      name,
    );
    const removal = {
      title: text("Remove '{0}'", name),
      edits: removeEntry(document, mapping, entry),
      preferred: true,
    };
    return { ...found, message, fixes: () => (entry.merged ? [] : [removal]) };
  }
  const now = typeof name === 'string' ? renamed.get(name) : undefined;
  if (now === undefined || typeof name !== 'string') return found;
  const message = text("Unknown key '{0}': since twinkle-kit 0.4 it is '{1}'.", name, now);
  const rename = {
    title: text("Rename to '{0}'", now),
    edits: renameKey(document, entry, now),
    preferred: true,
  };
  return {
    ...found,
    message,
    fixes: () => certainFirst(found, isFree(mapping, entry, now) ? rename : undefined),
  };
}

/** True meant Megatron, false Transformers (twinkle/server/model/app.py, 0.3.0). */
function oldBackend(document: ParsedDocument, mapping: MappingNode, entry: Entry, found: Finding): Finding {
  const { key, value } = entry;
  if (value.kind !== 'scalar' || typeof value.value !== 'boolean') return found;
  const backend = value.value ? 'megatron' : 'transformers';
  const edits = [...renameKey(document, entry, 'backend'), ...replaceValue(document, value, backend)];
  const replacement = { title: text("Replace with 'backend: {0}'", backend), edits, preferred: true };
  return {
    ...found,
    message: text(
      "Unknown key '{0}': since twinkle-kit 0.4 it is 'backend: {1}'.",
      String(key.value),
      backend,
    ),
    fixes: () => certainFirst(found, isFree(mapping, entry, 'backend') ? replacement : undefined),
  };
}

/** True where a key may take another name: its text is its own, and the name is not taken. */
function isFree(mapping: MappingNode, { merged }: Entry, name: string): boolean {
  return !merged && !mapping.entries.some(other => other.key.value === name);
}

function certainFirst(found: Finding, certain: Fix | undefined): Fix[] {
  const others = (found.fixes?.() ?? [])
    .filter(
      ({ title }) => title.template !== certain?.title.template || title.args[0] !== certain.title.args[0],
    )
    .map(fix => ({ ...fix, preferred: false }));
  return certain === undefined ? others : [certain, ...others];
}
