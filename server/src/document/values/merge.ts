/**
 * Merge keys: the mapping's own entries win wherever they stand; of several merged mappings in one list the first,
 * of several `<<` the last. Source: yaml/constructor.py `flatten_mapping` (PyYAML 6.0.3).
 */
import { text } from '../../text/text';
import type { Finding } from '../tree/finding';
import { problem } from '../tree/problems';
import type { Entry, ScalarNode, TreeNode } from '../tree/tree';

interface MergeKey {
  readonly key: ScalarNode;
  readonly value: TreeNode;
}

/** The entries of a mapping with those that its merge keys bring, which come last. */
export function mergeEntries(
  own: readonly Entry[],
  merges: readonly MergeKey[],
  problems: Finding[],
): Entry[] {
  const names = new Set(own.map(nameOf));
  const brought = new Map<unknown, Entry>();
  for (const merge of merges) {
    const entries = sourcesOf(merge, problems).flatMap(source =>
      source.kind === 'mapping' ? source.entries : [],
    );
    const ofThis = new Map<unknown, Entry>();
    for (const entry of entries) {
      const name = nameOf(entry);
      if (!names.has(name) && !ofThis.has(name)) ofThis.set(name, { ...entry, merged: true });
    }
    for (const [name, entry] of ofThis) brought.set(name, entry);
  }
  return [...own, ...brought.values()];
}

function sourcesOf({ value }: MergeKey, problems: Finding[]): readonly TreeNode[] {
  const list = value.kind === 'sequence' ? value.items : [value];
  const wrong = list.find(
    source => source.kind !== 'mapping' && !(source.kind === 'scalar' && source.interpolated),
  );
  if (wrong !== undefined) {
    problems.push(problem('yaml-merge', text('`<<` accepts a mapping or a list of mappings.'), wrong.span));
  }
  return list;
}

function nameOf({ key }: Entry): unknown {
  return key.value;
}
