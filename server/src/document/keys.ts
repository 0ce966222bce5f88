/** Keys that the loader refuses. Source: yaml/constructor.py `construct_mapping`; OmegaConf 2.4.0 key types. */
import { isAlias, isScalar, type Node } from 'yaml';
import { text } from '../text/text';
import type { Finding } from './finding';
import { problem } from './problems';
import type { TreeNode } from './tree';

export function keyProblem(source: Node | null, key: TreeNode): Finding | undefined {
  if (key.kind !== 'scalar') {
    return problem('yaml-key', text('A list or a mapping cannot be a key here.'), key.span);
  }
  if (source === null || isAlias(source) || key.interpolated) return undefined;
  const isEmpty = isScalar(source) && source.type === 'PLAIN' && source.value === '';
  if (isEmpty) return problem('yaml-key', text('A key is missing before the colon.'), key.span);
  return key.value === null
    ? problem('yaml-key', text('`null` cannot be a key here: write it in quotes.'), key.span)
    : undefined;
}
