/**
 * What OmegaConf 2.4 reads and 2.3 refuses, tabs aside (tab-in-line). twinkle-kit takes both (`omegaconf>=2.3.0,<3`).
 * Source: yaml/scanner.py `scan_block_scalar_indicators`, `scan_to_next_token` (PyYAML 6.0.3), omegaconf/_impl.py and
 * listconfig.py; run with OmegaConf 2.3.0 and 2.4.0 by test/oracle/rows.test.ts.
 */
import { inSomePart } from '../../document/tree/inParts';
import { fragmentsOf } from '../../document/omegaconf/interpolation';
import type { TextEdit } from '../../document/tree/finding';
import type { Path, ScalarNode, Span, TreeNode } from '../../document/tree/tree';
import { text, type Text } from '../../text/text';
import type { FileRule, RuleFinding } from '../engine/rule';

export const olderOmegaconf: FileRule = {
  id: 'older-omegaconf',
  stage: 'load',
  severity: 'warning',
  reads: 'everything',

  *checkFile({ document }) {
    const { text: source, root, problems } = document;
    // Where the newer one refuses the file as well, that is what counts.
    if (root === undefined || problems.length > 0) return;
    if (!holdsSuspect(document)) return;
    const scalars: { node: ScalarNode; path: Path }[] = [];
    scalarsIn(root, [], scalars);
    for (const { node, path } of scalars) {
      if (node.style === 'block') yield* besideHeader(source, node.span, path);
      if (node.resolvedFrom !== undefined && usesNumbers(root, node.resolvedFrom, path))
        yield finding(
          text(
            'OmegaConf 2.3 refuses a file with an index from the end, or a number as a key, in an interpolation; 2.4 reads it.',
          ),
          node.span,
          path,
        );
    }
    const held = scalars.filter(({ node }) => node.style !== 'plain');
    for (const { index } of source.matchAll(/(?<=[\r\n])\ufeff(?=[ ]*(?:[\r\n]|$))/g)) {
      const span = { start: index, end: index + 1 };
      if (held.some(({ node }) => node.span.start < index && index < node.span.end)) continue;
      yield finding(
        text('OmegaConf 2.3 refuses a file with a byte order mark here; 2.4 skips it.'),
        span,
        [],
        {
          span,
          newText: '',
        },
      );
    }
  },
};

/** An interpolation, a header of a block of text with something right behind it, or a byte order mark. */
const holdsSuspect = inSomePart(
  source => source.includes('${') || /[|>][-+\d]*[\t#]/.test(source) || source.includes('\ufeff'),
);

function* besideHeader(source: string, { start }: Span, path: Path): Generator<RuleFinding> {
  const header = /^[|>][-+\d]*(?=[\t#])/.exec(source.slice(start, start + 4))?.[0];
  if (header === undefined) return;
  const at = start + header.length;
  const isTab = source[at] === '\t';
  const message = text(
    'OmegaConf 2.3 refuses a file with this directly after `|` or `>`; 2.4 reads it. Both read it with a space in between.',
  );
  const end = isTab ? at + 1 : at;
  yield finding(message, { start: at, end: at + 1 }, path, { span: { start: at, end }, newText: ' ' });
}

function finding(message: Text, span: Span, path: Path, edit?: TextEdit): RuleFinding {
  const fixes =
    edit && (() => [{ title: text('Write it so that both can read it'), edits: [edit], preferred: true }]);
  return {
    message,
    span,
    path,
    ...(fixes === undefined ? {} : { fixes }),
  };
}

function scalarsIn(node: TreeNode, path: Path, into: { node: ScalarNode; path: Path }[]): void {
  if (node.kind === 'scalar') into.push({ node, path });
  else if (node.kind === 'sequence')
    node.items.forEach((item, index) => {
      scalarsIn(item, [...path, index], into);
    });
  else
    for (const { key, value, merged } of node.entries)
      if (!merged) scalarsIn(value, [...path, String(key.value)], into);
}

/** True where a path counts from the end of a list, or finds a key that is a number. */
function usesNumbers(root: TreeNode, written: string, path: Path): boolean {
  return fragmentsOf(written).some(fragment => {
    if (typeof fragment === 'string' || fragment.kind !== 'path') return false;
    const from = fragment.levels === 0 ? [] : path.slice(0, path.length - fragment.levels);
    let node: TreeNode | undefined = root;
    for (const key of [...from, ...fragment.keys].map(String)) {
      if (node?.kind === 'sequence') {
        if (key.startsWith('-')) return true;
        node = node.items[Number(key)];
      } else if (node?.kind === 'mapping') {
        const entry = node.entries.find(each => String(each.key.value) === key);
        if (typeof entry?.key.value === 'number') return true;
        node = entry?.value;
      } else return false;
    }
    return false;
  });
}
