/**
 * Tabs that OmegaConf 2.4 reads, since it scans with libyaml, and 2.3 refuses, since PyYAML's own scanner knows none
 * outside of quotes, blocks of text and comments. twinkle-kit takes both (`omegaconf>=2.3.0,<3`).
 * Source: yaml/scanner.py `scan_to_next_token`, `scan_plain_spaces` (PyYAML 6.0.3); run with OmegaConf 2.3.0 and 2.4.0.
 */
import { inSomePart } from '../../document/tree/inParts';
import type { Span, TreeNode } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { FileRule, RuleFinding } from '../engine/rule';

export const tabInLine: FileRule = {
  id: 'tab-in-line',
  stage: 'load',
  severity: 'warning',
  reads: 'everything',

  *checkFile({ document }) {
    const { text: source, root, problems } = document;
    // Where the newer one refuses the file as well, that is what counts.
    if (root === undefined || problems.length > 0 || !holdsTab(document)) return;
    const held: Span[] = [];
    textsIn(root, held);
    held.sort((one, other) => one.start - other.start);
    const tabs = [...tabsOf(source, held)];
    const [first] = tabs;
    if (first !== undefined) yield finding(first, tabs);
  },
};

const holdsTab = inSomePart(source => source.includes('\t'));

/** One for the file, which is what gets refused; its fix writes all of them. */
function finding(span: Span, tabs: readonly Span[]): RuleFinding {
  return {
    message: text('OmegaConf 2.3 refuses a file with this tab; 2.4 reads it. Both read a space.'),
    span,
    path: [],
    fixes: () => [
      {
        title:
          tabs.length === 1
            ? text('Replace the tab with a space')
            : text('Replace {0} {0|tab|tabs} with spaces', tabs.length),
        edits: tabs.map(tab => ({ span: tab, newText: ' ' })),
        preferred: true,
      },
    ],
  };
}

/** Quoted texts and blocks of text, which may hold tabs. */
function textsIn(node: TreeNode, into: Span[]): void {
  if (node.kind === 'scalar') {
    if (node.style !== 'plain') into.push(node.span);
  } else if (node.kind === 'sequence') for (const item of node.items) textsIn(item, into);
  else
    for (const { key, value } of node.entries) {
      textsIn(key, into);
      textsIn(value, into);
    }
}

/** Runs of tabs and blanks that begin with a tab, outside of texts and comments. `held` is in order. */
function* tabsOf(source: string, held: readonly Span[]): Generator<Span> {
  let next = 0;
  let index = 0;
  while (index < source.length) {
    while ((held[next]?.end ?? Infinity) <= index) next += 1;
    const text = held[next];
    if (text !== undefined && text.start <= index) {
      index = text.end;
      continue;
    }
    const character = source[index];
    if (character === '#' && beginsComment(source, index)) {
      const end = source.slice(index).search(/[\r\n]/);
      if (end === -1) return;
      index += end;
    } else if (character === '\t') {
      const start = index;
      while (source[index] === '\t') index += 1;
      yield { start, end: index };
    } else index += 1;
  }
}

function beginsComment(source: string, index: number): boolean {
  return index === 0 || /[\s"'\]}[{,]/.test(source[index - 1] ?? '');
}
