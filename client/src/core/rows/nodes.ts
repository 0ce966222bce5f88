/** The group of nodes: one row per living node with its cards, and one row that holds the dead. */
import { aliveNodes } from '../ray/decodeNodes';
import type { Device } from '../../../../server/src/protocol';
import type { NodeRecord } from '../records/processRecord';
import { nodeNames, recordsOfNodes, tally } from './names';
import { rounded } from './amounts';
import { row, rowsBelow, type Row } from './row';
import type { Amount, CardState, NodeState, Snapshot, SnapshotGap } from '../ray/snapshot';
import { namedState, stateText } from '../ray/states';
import { cpuAmount, deviceAmount } from '../text/amounts';
import { text, type Text } from '../text/text';

/** Who is who among the nodes of a snapshot; what it takes to know is computed when first asked. */
export interface NodeLookup {
  /** The name that people know a node by. @param nodeId of a node that may also be gone */
  name(nodeId: string): string;
  /** The record that a node was started under, if it is known. */
  record(nodeId: string): NodeRecord | undefined;
  /** True where no other living node is on its machine. */
  alone(node: NodeState): boolean;
}

export function nodeLookup({ nodes }: Snapshot, records: readonly NodeRecord[]): NodeLookup {
  const known = once(() => recordsOfNodes(nodes, records));
  const names = once(() => nodeNames(nodes, known()));
  const living = once(() => tally(aliveNodes(nodes).map(machineOf)));
  return {
    name: nodeId => names().get(nodeId) ?? nodeId.slice(0, 8),
    record: nodeId => known().get(nodeId),
    alone: node => (living().get(machineOf(node)) ?? 0) <= (node.state === 'ALIVE' ? 1 : 0),
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function machineOf({ hostname, ip }: NodeState): string | undefined {
  return hostname ?? ip;
}

export function nodesGroup(snapshot: Snapshot, lookup: NodeLookup): Row {
  const alive = snapshot.nodes.filter(node => node.state !== 'DEAD');
  const dead = snapshot.nodes.filter(node => node.state === 'DEAD');
  const gaps = [...gapsOf(snapshot, 'nodes'), ...gapsOf(snapshot, 'usage')];
  return row({
    id: 'nodes',
    label: text('Nodes'),
    description: [text('{0} alive', alive.length)],
    icon: 'server-environment',
    context: 'group.nodes',
    expanded: true,
    children:
      alive.length + dead.length + gaps.length === 0
        ? undefined
        : () => [
            ...alive
              .toSorted((one, other) => startOf(one, lookup) - startOf(other, lookup))
              .map(node => nodeRow(node, lookup)),
            ...(dead.length === 0 ? [] : [deadRow(dead, lookup)]),
            ...gaps.map(gapRow),
          ],
  });
}

/** When a node was started, which is the order of the cluster file; nodes of others come behind, as Ray lists them. */
function startOf({ nodeId }: NodeState, lookup: NodeLookup): number {
  return lookup.record(nodeId)?.createdAt ?? Number.MAX_SAFE_INTEGER;
}

export function gapsOf({ gaps }: Snapshot, part: SnapshotGap['part']): readonly SnapshotGap[] {
  return gaps.filter(gap => gap.part === part);
}

/** Says which part of the snapshot is missing, and why. */
export function gapRow({ part, reason }: SnapshotGap): Row {
  return row({
    id: `gap:${part}:${reason.template}`,
    label: reason,
    tooltip: [reason, text('Click to refresh.')],
    icon: 'warning',
    tone: 'warning',
    context: 'problem',
    command: 'twinkle.refresh',
  });
}

function nodeRow(node: NodeState, lookup: NodeLookup): Row {
  const name = lookup.name(node.nodeId);
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
      text('State: {0}', namedState(node.state)),
      ...resources,
      text('"Used" is what Ray has reserved for actors and placement groups, not the load of the cards.'),
    ],
    accessibility: [
      node.head ? text('Head node {0}', name) : text('Node {0}', name),
      stateText(node.state),
      ...resources,
    ],
    icon: 'server',
    tone: node.state === 'ALIVE' ? 'normal' : 'warning',
    context: 'node',
    subject: name,
    children: rowsBelow(ownCards(node, lookup), card => cardRow(node, card, lookup)),
  });
}

function resourceTexts(node: NodeState): readonly Text[] {
  const { gpus, npus, cpus } = node;
  const hasNpus = npus !== undefined && npus.total > 0;
  const shown = gpus !== undefined && (gpus.total > 0 || !hasNpus);
  return [
    ...(shown ? [gpus.total === 0 ? text('no GPU') : amountText('gpu', gpus)] : []),
    ...(hasNpus ? [amountText('npu', npus)] : []),
    ...(cpus === undefined ? [] : [amountText('cpu', cpus)]),
  ];
}

function amountText(resource: Device | 'cpu', { used, total }: Amount): Text {
  const all = rounded(total);
  if (used === undefined) return resource === 'cpu' ? cpuAmount(all) : deviceAmount(resource, all);
  return text('{0} {1}/{2} used', resource.toUpperCase(), rounded(used), all);
}

/**
 * The cards that belong to a node. Each raylet reports all cards of its machine, whatever it was given (ray 2.60,
 * dashboard/modules/reporter): what it was given is in its record; without one they are its own where no other
 * living node is on that machine.
 */
function ownCards(node: NodeState, lookup: NodeLookup): readonly CardState[] {
  const given = lookup.record(node.nodeId)?.ray.gpus;
  if (given !== undefined) return node.cards.filter(card => given.includes(card.index));
  return lookup.alone(node) ? node.cards : [];
}

function cardRow(node: NodeState, card: CardState, lookup: NodeLookup): Row {
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
      text('Node: {0}', lookup.name(node.nodeId)),
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

function deadRow(dead: readonly NodeState[], lookup: NodeLookup): Row {
  return row({
    id: 'nodes:dead',
    label: text('Dead nodes'),
    description: [text('{0}', dead.length)],
    icon: 'circle-slash',
    tone: 'muted',
    context: 'nodes.dead',
    children: rowsBelow(dead, node =>
      row({
        id: `node:${node.nodeId}`,
        label: text('{0}', lookup.name(node.nodeId)),
        description: node.stateMessage === undefined ? [] : [text('{0}', node.stateMessage)],
        tooltip: [
          text('Node id: {0}', node.nodeId),
          ...(node.stateMessage === undefined ? [] : [text('{0}', node.stateMessage)]),
        ],
        accessibility: [
          text('Node {0}', lookup.name(node.nodeId)),
          stateText(node.state),
          ...(node.stateMessage === undefined ? [] : [text('{0}', node.stateMessage)]),
        ],
        icon: 'circle-slash',
        tone: 'muted',
        context: 'node.dead',
      }),
    ),
  });
}
