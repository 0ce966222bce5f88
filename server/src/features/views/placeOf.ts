/** Where a file says what an error is about, so that the client can open it there. */
import { keyText } from '../../document/tree/locate';
import { rangeOf } from '../../document/tree/positions';
import type { Path, TreeNode } from '../../document/tree/tree';
import type { Analysis } from '../../analysis/analysis';
import type { WireRange } from '../../protocol';

/**
 * The range of the value at a path. Where the file does not say it, that of the key or item around it; null where not
 * even the first step is written. A value that an alias or a merge key brings stands elsewhere, so its key is shown.
 */
export function placeOf({ document }: Analysis, path: Path): WireRange | null {
  let node = document.root;
  let found: TreeNode | undefined;
  for (const step of path) {
    const next = stepInto(node, step);
    if (next === undefined) break;
    found = next.place;
    node = next.value;
  }
  return found === undefined ? null : rangeOf(document, found.span);
}

interface Step {
  readonly value: TreeNode;
  /** What is shown of it. */
  readonly place: TreeNode;
}

function stepInto(node: TreeNode | undefined, step: string | number): Step | undefined {
  if (node?.kind === 'sequence') {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item && { value: item, place: item };
  }
  if (node?.kind !== 'mapping') return undefined;
  const entry = node.entries.find(each => !each.merged && keyText(each) === String(step));
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  const isWritten = value.kind === 'scalar' && value.span.start >= key.span.end;
  return { value, place: isWritten ? value : key };
}
