/**
 * A file that is one text: the loader reads that text as YAML once more, and a word alone is a key without a value.
 * Source: omegaconf/omegaconf.py `OmegaConf._create_impl` (OmegaConf 2.4.0).
 */
import { text } from '../../text/text';
import { refusedCharacters } from '../limits/refusedCharacters';
import { problem } from '../tree/problems';
import type { Finding } from '../tree/finding';
import type { ScalarNode, TreeNode } from '../tree/tree';

export interface Read {
  readonly root: TreeNode | undefined;
  readonly nodes: number;
}

/**
 * What the loader makes of a text in the place of a file. Of a quoted one only whether it can be read is reported: what is
 * in it has no place in the file that a finding could name.
 *
 * @param readAgain reads a text and adds to the problems
 */
export function readOneText(
  root: ScalarNode,
  value: string,
  problems: Finding[],
  readAgain: (text: string, problems: Finding[]) => Read,
): TreeNode | undefined {
  const inside = refusedCharacters(value);
  const again = readAgain(value, inside).root;
  const isRead = again === undefined || again.kind === 'mapping' || isTextOrNull(again);
  if (inside.length > 0 || !isRead) {
    const message = text('The whole file is one text, and the server cannot read its content.');
    problems.push(problem('yaml-syntax', message, root.span));
    return undefined;
  }
  const name = again?.kind === 'scalar' ? again.value : null;
  return root.style === 'plain' && typeof name === 'string' ? keyAlone(root, name) : undefined;
}

/** A word that is the whole file: a key without a value. */
function keyAlone(root: ScalarNode, value: string): TreeNode {
  const { end } = root.span;
  const nothing: ScalarNode = {
    kind: 'scalar',
    span: { start: end, end },
    value: null,
    style: 'plain',
    interpolated: false,
  };
  const key: ScalarNode = { ...root, value, interpolated: false };
  return {
    kind: 'mapping',
    span: root.span,
    flow: false,
    entries: [{ key, value: nothing, merged: false }],
  };
}

function isTextOrNull(node: TreeNode): boolean {
  return node.kind === 'scalar' && (node.value === null || typeof node.value === 'string');
}
