/** Rows from the session of a cluster: what is wrong with it, and its nodes while Ray's dashboard reports nothing yet. */
import type { ClusterProblem, ClusterStatus, NodeStatus } from '../cluster/status';
import { fixOf } from './clicks';
import { row, type Row, type Tone, type TreeInput } from './row';
import { launchProblemRows, treeRows } from './tree';
import { plain, text, type Text } from '../text/text';

export function clusterProblemRow({ what, remedy, actions }: ClusterProblem): Row {
  const words = remedy === undefined ? [what] : [what, remedy];
  return row({
    id: 'problem:cluster',
    label: what,
    tooltip: words,
    accessibility: words,
    icon: 'warning',
    tone: 'warning',
    ...fixOf(actions),
  });
}

/** All rows of the view. */
export function allRows(status: ClusterStatus, input: TreeInput): readonly Row[] {
  const nodes = transitionRows(status);
  const rows = nodes.length > 0 ? [...launchProblemRows(input.launch), ...nodes] : treeRows(input);
  return withProblem(status.problem, rows);
}

/** The problem of the session above the other rows, unless one of them has the same words: both ask the same dashboard. */
export function withProblem(problem: ClusterProblem | undefined, rows: readonly Row[]): readonly Row[] {
  if (problem === undefined) return rows;
  const words = plain(problem.what);
  const isShown = rows.some(({ label, tooltip }) => [label, ...tooltip].some(each => plain(each) === words));
  return isShown ? rows : [clusterProblemRow(problem), ...rows];
}

/** The nodes of a start or stop under way, and of a cluster without its head; else Ray itself reports them. */
export function transitionRows({ state, nodes, connection }: ClusterStatus): readonly Row[] {
  const isWithoutHead = state === 'degraded' && connection === undefined;
  if (state !== 'starting' && state !== 'stopping' && !isWithoutHead) return [];
  return nodes.map(node => {
    const { words, icon, tone } = looks(node.state);
    return row({
      id: `starting:${node.name}`,
      label: text('{0}', node.name),
      description: [...(node.head && node.name !== 'head' ? [text('head')] : []), words],
      tooltip: [words, text('Host: {0}', node.host)],
      accessibility: [node.head ? text('Head node {0}', node.name) : text('Node {0}', node.name), words],
      icon,
      tone,
      context: 'node',
      subject: node.name,
    });
  });
}

function looks(state: NodeStatus['state']): {
  readonly words: Text;
  readonly icon: string;
  readonly tone: Tone;
} {
  switch (state) {
    case 'waiting':
      return { words: text('waiting for its turn'), icon: 'clock', tone: 'muted' };
    case 'starting':
      return { words: text('starting'), icon: 'loading~spin', tone: 'busy' };
    case 'started':
      return { words: text('started, waiting until Ray reports it'), icon: 'loading~spin', tone: 'busy' };
    case 'running':
      return { words: text('running'), icon: 'pass', tone: 'good' };
    case 'stopping':
      return { words: text('stopping'), icon: 'loading~spin', tone: 'busy' };
    case 'gone':
      return { words: text('gone'), icon: 'circle-slash', tone: 'muted' };
  }
}
