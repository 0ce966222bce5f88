/**
 * A file that is one text: the loader reads that text as YAML once more, and a word alone is a key without a value.
 * Source: omegaconf/omegaconf.py `OmegaConf._create_impl` (OmegaConf 2.4.0).
 */
import { text } from '../text/text';
import { problem } from './problems';
import type { Finding } from './finding';
import { resolvePlain } from './scalars';
import type { ScalarNode, TreeNode } from './tree';

export interface Read {
  readonly root: TreeNode | undefined;
  readonly nodes: number;
}

/**
 * What the loader makes of a text in the place of a file. Of a quoted one only whether it can be read is told: what is
 * in it has no place in the file that a finding could name.
 *
 * @param source the file
 * @param readAgain reads a text and adds to the problems
 */
export function readOneText(
  source: string,
  root: ScalarNode,
  value: string,
  problems: Finding[],
  readAgain: (text: string, problems: Finding[]) => Read,
): TreeNode | undefined {
  if (root.style === 'plain' && resolvePlain(value) === value) {
    const end = root.span.end;
    const nothing: ScalarNode = {
      kind: 'scalar',
      span: { start: end, end },
      value: null,
      style: 'plain',
      interpolated: false,
    };
    const key: ScalarNode = { ...root, interpolated: false };
    return {
      kind: 'mapping',
      span: root.span,
      flow: false,
      entries: [{ key, value: nothing, merged: false }],
    };
  }
  const isSound = problems.length === 0;
  const behind = root.style === 'block' && isSound ? firstBehind(source, root.span.start) : undefined;
  if (behind !== undefined) {
    const message = text('A block of text is indented by one blank at least: it ends before this line.');
    problems.push(problem('yaml-syntax', message, { start: behind, end: behind + 1 }));
    return undefined;
  }
  const inside: Finding[] = [];
  const again = readAgain(value, inside).root;
  const isRead = again === undefined || again.kind === 'mapping' || isTextOrNull(again);
  if (inside.length > 0 || !isRead) {
    const message = text('The whole file is one text, and the server cannot read what it holds.');
    problems.push(problem('yaml-syntax', message, root.span));
  }
  return undefined;
}

function isTextOrNull(node: TreeNode): boolean {
  return node.kind === 'scalar' && (node.value === null || typeof node.value === 'string');
}

/**
 * The first line at the first column below the sign of a block that is the whole file. To the loader the block ends
 * there, and nothing but comments may follow; the package takes the line for a part of it.
 */
function firstBehind(source: string, start: number): number | undefined {
  const lines = /\n(?![\s#]|\.\.\.(?:\s|$)|$)/g;
  lines.lastIndex = start;
  const line = lines.exec(source);
  return line === null ? undefined : line.index + 1;
}
