/** Keys that the loader refuses. Source: yaml/constructor.py `construct_mapping`; OmegaConf 2.4.0 key types. */
import { text } from '../../text/text';
import type { Finding } from '../tree/finding';
import { problem } from '../tree/problems';
import { isNothing, type YamlNode } from '../yaml/read/nodes';
import type { Entry, ScalarNode, TreeNode } from '../tree/tree';

export function keyProblem(source: YamlNode, key: TreeNode): Finding | undefined {
  if (key.kind !== 'scalar') {
    return problem('yaml-key', text('A list or a mapping cannot be a key here.'), key.span);
  }
  if (key.interpolated) return undefined;
  if (isNothing(source) && !('tag' in source))
    return problem('yaml-key', text('A key is missing before the colon.'), key.span);
  return key.value === null
    ? problem('yaml-key', text('`null` cannot be a key here: write it in quotes.'), key.span)
    : undefined;
}

/** The name that a mapping may have once: of a text. `=` alone has a tag of its own, and is never taken for a second one. */
export function uniqueName({ value, style }: ScalarNode): string | undefined {
  return typeof value !== 'string' || (style === 'plain' && value === '=') ? undefined : value;
}

/** An integer and the same digits as a text cannot both be keys (OmegaConf 2.4.0, KeyValidationError). */
export function conflictingKeys(entries: readonly Entry[]): Finding[] {
  const integers = new Map<string, Entry>();
  for (const entry of entries) {
    const { value } = entry.key;
    if (typeof value === 'bigint' || Number.isInteger(value)) integers.set(String(value), entry);
  }
  if (integers.size === 0) return [];
  return entries.flatMap(({ key }) => {
    const other = typeof key.value === 'string' ? integers.get(key.value) : undefined;
    if (other === undefined) return [];
    const message = text('The keys {0} and "{0}" cannot both be here.', String(key.value));
    return [problem('yaml-key', message, key.span, { related: [{ span: other.key.span, message }] })];
  });
}
