/**
 * Ray nodes for a configuration: one for each placement group of cards, since two applications on one node use the same
 * cards, and one of CPUs for what uses none.
 */
import type { ConfigAnalysis } from '../../analysis/analysis';
import { deviceNames, type Device } from '../../config/devices';
import { mostGroups } from '../../config/counts';
import { needOf } from '../../placement/demand/needOf';
import type { WireCard } from '../../protocol';
import { listed } from '../../text/listed';
import { text, type Text } from '../../text/text';

/** One node of the file. */
export interface NodePlan {
  readonly name: string;
  /** The key under which its ids stand. */
  readonly device: Device;
  readonly ids: readonly number[];
  /** What it is for. */
  readonly uses: readonly Text[];
}

export interface NeededNodes {
  readonly nodes: readonly NodePlan[];
  /** Why the configuration does not run on the machine's cards. */
  readonly conflicts: readonly Text[];
}

/** A node that is asked for. */
interface Wanted {
  readonly application: string;
  readonly device: Device;
  readonly count: number;
  readonly computes: boolean;
}

/** Undefined for a file without an application whose needs are known. */
export function nodesFor(
  { config, twinkleVersion }: ConfigAnalysis,
  cards: readonly WireCard[] | undefined,
): NeededNodes | undefined {
  const wanted: Wanted[] = [];
  let onCpus = false;
  let known = 0;
  for (const application of config.applications) {
    const needed = needOf(application, twinkleVersion);
    if (needed.kind !== 'known') continue;
    known += 1;
    const { groups, replicas } = needed.need;
    if (groups?.kind === 'cpu') onCpus = true;
    if (groups?.kind !== 'device') continue;
    const name = application.name?.value ?? `applications[${application.index}]`;
    const { device, count, computes } = groups;
    const number = replicas * (groups.firstIndex + groups.slots.length);
    for (let node = 0; node < number; node += 1) wanted.push({ application: name, device, count, computes });
  }
  if (known === 0 || wanted.length > mostGroups) return undefined;
  const supply = { gpu: numbers(cards, 'gpu'), npu: numbers(cards, 'npu') };
  const withCards = wanted.map(({ application, device, count }, index) => ({
    name: index === 0 ? 'head' : `${device}-${index}`,
    device,
    ids: Array.from({ length: count }, () => supply[device].next().value),
    uses: [text('For {0}', application)],
  }));
  const device = wanted[0]?.device ?? 'gpu';
  const cpuNode = { name: withCards.length === 0 ? 'head' : 'cpu', device, ids: [] };
  return {
    nodes: [
      ...withCards,
      ...(onCpus || withCards.length === 0
        ? [{ ...cpuNode, uses: [text('For everything that uses no card')] }]
        : []),
    ],
    conflicts: cards === undefined ? [] : conflictsOf(wanted, cards),
  };
}

/** Numbers of cards: first those of the machine, then what comes behind them. */
function* numbers(cards: readonly WireCard[] = [], device: Device): Generator<number, never, undefined> {
  const seen = cards.flatMap(card => (card.device === device ? [card.index] : [])).sort((a, b) => a - b);
  yield* seen;
  for (let next = Math.max(-1, ...seen) + 1; ; next += 1) yield next;
}

/** A mock takes the place of its cards only in Ray's count, so it runs without them. */
function conflictsOf(wanted: readonly Wanted[], cards: readonly WireCard[]): Text[] {
  return [...new Set(wanted.map(({ device }) => device))].flatMap(device => {
    const ours = wanted.filter(each => each.device === device);
    const needed = ours.reduce((sum, { count }) => sum + count, 0);
    const there = cards.filter(card => card.device === device).length;
    if (needed <= there) return [];
    const name = deviceNames[device];
    if (ours.every(({ computes }) => !computes)) {
      return [text('These {0}s are only counted by Ray: a mock uses no card.', name)];
    }
    const users = listed([...new Set(ours.map(({ application }) => application))]);
    return [
      text(
        'The configuration needs {0} {1}{0||s} ({2}), and this machine has {3}.',
        needed,
        name,
        users,
        there,
      ),
      text('Start the cluster on a machine that has them, or let the configuration use fewer.'),
    ];
  });
}
