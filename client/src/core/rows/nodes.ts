/** The group of nodes: one row per living node with its cards, and one row that holds the dead. */
import { deviceNames } from '../../../../server/src/protocol';
import type { NodeRecord } from '../records/processRecord';
import { row, type Row } from './row';
import { nodeNames, recordsOfNodes } from './names';
import type { Amount, CardState, NodeState, Snapshot } from '../ray/snapshot';
import { text, type Text } from '../text/text';

export function nodesGroup(snapshot: Snapshot, records: readonly NodeRecord[]): Row {
  const names = nodeNames(snapshot.nodes, records);
  const known = recordsOfNodes(snapshot.nodes, records);
  const alive = snapshot.nodes
    .filter(node => node.state !== 'DEAD')
    .toSorted((one, other) => startOf(one, known) - startOf(other, known));
  const dead = snapshot.nodes.filter(node => node.state === 'DEAD');
  const name = (node: NodeState) => names.get(node.nodeId) ?? node.nodeId;
  return row({
    id: 'nodes',
    label: text('Nodes'),
    description: [text('{0} alive', alive.length)],
    icon: 'server-environment',
    context: 'group.nodes',
    expanded: true,
    children: [
      ...alive.map(node => nodeRow(node, name(node), ownCards(node, snapshot.nodes, known.get(node.nodeId)))),
      ...(dead.length === 0 ? [] : [deadRow(dead, name)]),
      ...gapRows(snapshot, 'nodes'),
      ...gapRows(snapshot, 'usage'),
    ],
  });
}

/** When a node was started, which is the order of the cluster file; nodes of others come behind, as Ray lists them. */
function startOf({ nodeId }: NodeState, known: ReadonlyMap<string, NodeRecord>): number {
  return known.get(nodeId)?.createdAt ?? Number.MAX_SAFE_INTEGER;
}

/** Rows that say which part of the snapshot is missing, and why. */
export function gapRows(snapshot: Snapshot, part: Snapshot['gaps'][number]['part']): readonly Row[] {
  return snapshot.gaps
    .filter(gap => gap.part === part)
    .map((gap, index) =>
      row({
        id: `gap:${part}:${index}`,
        label: gap.reason,
        tooltip: [gap.reason, text('Click to ask again.')],
        icon: 'warning',
        tone: 'warning',
        context: 'problem',
        command: 'twinkle.refresh',
      }),
    );
}

function nodeRow(node: NodeState, name: string, cards: readonly CardState[]): Row {
  const resources = resourceTexts(node);
  return row({
    id: `node:${node.nodeId}`,
    label: text('{0}', name),
    description: [...(node.head && name !== 'head' ? [text('head')] : []), ...resources],
    tooltip: [
      node.head ? text('{0}, head of the cluster', name) : text('{0}', name),
      ...(node.ip === undefined ? [] : [text('Address: {0}', node.ip)]),
      ...(node.hostname === undefined ? [] : [text('Host: {0}', node.hostname)]),
      text('Node id: {0}', node.nodeId),
      text('State: {0}', node.state),
      ...resources,
      text('"Used" is what Ray has reserved for actors and placement groups, not the load of the cards.'),
    ],
    accessibility: [text('Node {0}', name), text('{0}', node.state.toLowerCase()), ...resources],
    icon: 'server',
    tone: node.state === 'ALIVE' ? 'normal' : 'warning',
    context: 'node',
    subject: name,
    children: cards.map(card => cardRow(node, card)),
  });
}

function resourceTexts(node: NodeState): readonly Text[] {
  const { gpus, npus, cpus } = node;
  const hasNpus = npus !== undefined && npus.total > 0;
  const shown = gpus !== undefined && (gpus.total > 0 || !hasNpus);
  return [
    ...(shown ? [gpus.total === 0 ? text('no GPU') : amountText(deviceNames.gpu, gpus)] : []),
    ...(hasNpus ? [amountText(deviceNames.npu, npus)] : []),
    ...(cpus === undefined ? [] : [amountText('CPU', cpus)]),
  ];
}

function amountText(resource: string, { used, total }: Amount): Text {
  if (used === undefined) return text('{0} {1}', resource, rounded(total));
  return text('{0} {1}/{2} used', resource, rounded(used), rounded(total));
}

/** Ray counts in fractions, whose sums are such as 1.0999999999999996. */
function rounded(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/**
 * The cards that belong to a node. Each raylet reports all cards of its machine, whatever it was given (ray 2.60,
 * dashboard/modules/reporter): what it was given is in its record; without one they are its own where no other
 * living node is on that machine.
 */
function ownCards(
  node: NodeState,
  nodes: readonly NodeState[],
  record: NodeRecord | undefined,
): readonly CardState[] {
  const given = record?.ray.gpus;
  if (given !== undefined) return node.cards.filter(card => given.includes(card.index));
  const alone = !nodes.some(other => other !== node && other.state === 'ALIVE' && sameMachine(other, node));
  return alone ? node.cards : [];
}

function sameMachine(a: NodeState, b: NodeState): boolean {
  return (a.hostname ?? a.ip) === (b.hostname ?? b.ip);
}

function cardRow(node: NodeState, card: CardState): Row {
  const { utilization, memoryUsed, memoryTotal } = card;
  const figures = [
    utilization === undefined ? text('load n/a') : text('load {0} %', Math.round(utilization)),
    ...(memoryUsed === undefined || memoryTotal === undefined
      ? []
      : [text('{0}/{1} GB', gigabytes(memoryUsed), gigabytes(memoryTotal))]),
  ];
  return row({
    id: `card:${node.nodeId}:${card.index}`,
    label: text('GPU {0}', card.index),
    description: figures,
    tooltip: [
      ...(card.name === undefined ? [] : [text('{0}', card.name)]),
      ...(card.uuid === undefined ? [] : [text('{0}', card.uuid)]),
      ...figures,
    ],
    icon: 'circuit-board',
    context: 'card',
  });
}

/** @param megabytes as NVML and Ray have them. */
function gigabytes(megabytes: number): string {
  return (megabytes / 1024).toFixed(1);
}

function deadRow(dead: readonly NodeState[], name: (node: NodeState) => string): Row {
  return row({
    id: 'nodes:dead',
    label: text('Dead nodes'),
    description: [text('{0}', dead.length)],
    icon: 'circle-slash',
    tone: 'muted',
    context: 'nodes.dead',
    children: dead.map(node =>
      row({
        id: `node:${node.nodeId}`,
        label: text('{0}', name(node)),
        description: node.stateMessage === undefined ? [] : [text('{0}', node.stateMessage)],
        tooltip: [
          text('Node id: {0}', node.nodeId),
          ...(node.stateMessage === undefined ? [] : [text('{0}', node.stateMessage)]),
        ],
        icon: 'circle-slash',
        tone: 'muted',
        context: 'node.dead',
      }),
    ),
  });
}
