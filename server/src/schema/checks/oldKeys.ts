/** Keys of twinkle-kit 0.1 to 0.3, and what became of them. Source: the wheels; table/formerFields.ts. */
import { formerKind } from '../../config/applicationKinds';
import { renameKey, replaceValue } from '../../document/edits/edit';
import type { Finding, Fix } from '../../document/tree/finding';
import { retireEntry } from '../../document/edits/retire';
import type { Entry, MappingNode, ParsedDocument, TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import { formerField, type FormerContext } from '../table/formerFields';

/** A finding about an unknown key, with the certain fix where the key is an old one. */
export function explainOldKey(
  document: ParsedDocument,
  mapping: MappingNode,
  entry: Entry,
  context: FormerContext,
  found: Finding,
): Finding {
  const name = String(entry.key.value);
  if (name === 'use_megatron') return oldBackend(document, mapping, entry, found);
  const former = formerField(found.path, entry.value, context);
  if (former === undefined) return found;
  if (former === 'gone') return gone(document, mapping, entry, found);
  const rename = {
    title: text("Rename to '{0}'", former.now),
    edits: renameKey(entry, former.now),
    preferred: true,
  };
  return {
    ...found,
    message: text("Unknown key '{0}': since twinkle-kit 0.4 it is '{1}'.", name, former.now),
    settles: [...found.path.slice(0, -1), former.now],
    fixes: () => certainFirst(found, isFree(mapping, entry, former.now) ? rename : undefined),
  };
}

function gone(document: ParsedDocument, mapping: MappingNode, entry: Entry, found: Finding): Finding {
  const name = String(entry.key.value);
  const message =
    name === 'server_type'
      ? text("Unknown key '{0}': since twinkle-kit 0.2 one server serves both kinds of clients.", name)
      : text("Unknown key '{0}': it was removed in twinkle-kit 0.4, without a replacement.", name);
  return {
    ...found,
    message,
    fixes: () => {
      const edits = entry.merged ? undefined : retireEntry(document, mapping, entry);
      return edits === undefined ? [] : [{ title: text("Remove '{0}'", name), edits, preferred: true }];
    },
  };
}

/** A finding about an `import_path` that names a builder function, with the kind in its place. */
export function explainOldValue(document: ParsedDocument, node: TreeNode, found: Finding): Finding {
  const kind = found.path.at(-1) === 'import_path' ? formerKind(node) : undefined;
  if (kind === undefined) return found;
  const fix = {
    title: text("Change to '{0}'", kind),
    edits: replaceValue(document, node, kind),
    preferred: true,
  };
  return { ...found, fixes: () => [fix] };
}

/** True meant Megatron, false Transformers (twinkle/server/model/app.py, 0.3.0). */
function oldBackend(document: ParsedDocument, mapping: MappingNode, entry: Entry, found: Finding): Finding {
  const { key, value } = entry;
  if (value.kind !== 'scalar' || typeof value.value !== 'boolean') return found;
  const backend = value.value ? 'megatron' : 'transformers';
  const edits = [...renameKey(entry, 'backend'), ...replaceValue(document, value, backend)];
  const replacement = { title: text("Replace with 'backend: {0}'", backend), edits, preferred: true };
  return {
    ...found,
    message: text(
      "Unknown key '{0}': since twinkle-kit 0.4 it is 'backend: {1}'.",
      String(key.value),
      backend,
    ),
    settles: [...found.path.slice(0, -1), 'backend'],
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
