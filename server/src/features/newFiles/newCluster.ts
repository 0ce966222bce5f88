/** The text of a new cluster file: nodes for a configuration where there is one, with the cards that the machine has. */
import type { ConfigAnalysis } from '../../analysis/analysis';
import { deviceKeys, deviceNames, devices, type Device } from '../../config/devices';
import { readClusterFile } from '../../config/readClusterFile';
import { parseDocument } from '../../document/parse';
import { enoughCpus } from '../../placement/enoughCpus';
import type { Steps } from '../../placement/search/steps';
import type { NewCluster, WireCard } from '../../protocol';
import { listed } from '../../text/listed';
import { text, type Text, type Translate } from '../../text/text';
import { clusterHead } from '../completion/whole/nodeText';
import { nodesFor, type NodePlan } from './nodesFor';

/** @param seen cards of the machine; undefined where nobody could look */
export function* newCluster(
  analysis: ConfigAnalysis | undefined,
  seen: readonly WireCard[] | undefined,
  translate: Translate,
): Steps<NewCluster> {
  const cards = seen && distinct(seen);
  const needed = analysis === undefined ? undefined : nodesFor(analysis, cards);
  const nodes = needed?.nodes ?? nodesOfMachine(cards);
  const head = [
    text('The Ray nodes that "Twinkle: Start Ray Cluster" starts; the first is the head.'),
    ...(needed === undefined
      ? [text('Twinkle uses a separate node for each application with GPUs: add one node for each.')]
      : []),
    ...seenTexts(cards, nodes),
  ];
  const conflicts = needed?.conflicts ?? [];
  const make = (cpus?: number) => fileText([...head, ...conflicts], nodes, { cpus, translate });
  const made = {
    text: make(),
    conflicts: conflicts.map(each => translate(each)),
  };
  if (analysis === undefined || needed === undefined) return made;
  // With fewer CPUs than that, or where Ray counts them itself, an application may wait forever.
  const cluster = readClusterFile(parseDocument(made.text));
  const cpus = yield* enoughCpus(analysis.config.applications, cluster, analysis.twinkleVersion);
  return cpus === undefined ? made : { ...made, text: make(cpus) };
}

/** A card that is reported twice, as one with several chips is, counts once. */
function distinct(cards: readonly WireCard[]): WireCard[] {
  return [...new Map(cards.map(card => [`${card.device} ${card.index}`, card])).values()];
}

/** One node with all cards that were seen. */
function nodesOfMachine(cards: readonly WireCard[] | undefined): NodePlan[] {
  const of = (device: Device) =>
    (cards ?? []).flatMap(card => (card.device === device ? [card.index] : [])).sort((a, b) => a - b);
  const ids = { gpu: of('gpu'), npu: of('npu') };
  const [device] = devices.filter(each => ids[each].length > 0);
  if (device === undefined) return [{ name: 'head', device: 'gpu', ids: [], uses: [] }];
  return [
    { name: 'head', device, ids: ids[device], uses: [] },
    { name: 'cpu', device, ids: [], uses: [] },
  ];
}

/** What is said of the machine's cards, so that a person knows where the numbers come from. */
function seenTexts(cards: readonly WireCard[] | undefined, nodes: readonly NodePlan[]): Text[] {
  if (cards === undefined) {
    return [text('The cards of this machine are not known. Check the numbers in `gpus` and `npus`.')];
  }
  if (cards.length === 0) {
    return [
      text('Neither nvidia-smi nor npu-smi reports a card on this machine, so `gpus: []` is what it has.'),
    ];
  }
  return devices.flatMap(device => {
    const seen = cards.filter(card => card.device === device).map(({ index }) => index);
    if (seen.length === 0) return [];
    const used = new Set(nodes.flatMap(node => (node.device === device ? node.ids : [])));
    const idle = seen.filter(index => !used.has(index));
    const name = deviceNames[device];
    return [
      seen.length === 1
        ? text('This machine has one {0}.', name)
        : text('This machine has {0} {1}{0||s}.', seen.length, name),
      ...(idle.length > 0 ? [text('No node below has {0} {1}.', name, listed(idle))] : []),
    ];
  });
}

function fileText(
  head: readonly Text[],
  nodes: readonly NodePlan[],
  { cpus, translate }: { readonly cpus: number | undefined; readonly translate: Translate },
): string {
  const comment = (words: Text) => `# ${translate(words)}`;
  const lines = nodes.flatMap(({ name, device, ids, uses }) => [
    ...uses.map(words => `  ${comment(words)}`),
    `  - name: ${name}`,
    '    host: local',
    `    ${deviceKeys[device]}: [${ids.join(', ')}]`,
    ...(cpus === undefined ? [] : [`    cpus: ${cpus}`]),
  ]);
  return `${[
    ...head.map(comment),
    ...clusterHead('lab', 'token'),
    ...(cpus === undefined
      ? []
      : [comment(text('`cpus` is what Ray counts when it places applications. It limits no process.'))]),
    'nodes:',
    ...lines,
  ].join('\n')}\n`;
}
