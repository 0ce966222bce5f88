/** Whole nodes for a new item of `nodes` in the cluster file. */
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import { deviceNames } from '../../../config/devices';
import { text } from '../../../text/text';
import { itemOf, ordinal } from '../item';
import { freeCards, freeName } from '../likely/clusterValues';
import type { Place } from '../place';
import { asNewItem, type Whole } from './newItem';
import { nodeText } from './nodeText';

/** Devices that a new node has, where so many are free. */
const usual = 2;

export function nodeItems(place: Place): CompletionItem[] {
  const { analysis, translate } = place;
  if (analysis.kind !== 'cluster') return [];
  const placed = asNewItem(place, 'nodes');
  if (placed === undefined) return [];
  const { file } = analysis;
  const own = file.nodes.find(({ index }) => index === place.context.path[1]);
  const name = String(freeName(file, own)[0]?.value ?? 'worker');
  const whole = (label: string, detail: string, snippet: string): Whole => ({
    label,
    kind: CompletionItemKind.Snippet,
    detail,
    snippet,
  });
  const withDevices = (['gpu', 'npu'] as const).map(device => {
    const ids = freeCards(file, own, `${device}s`).map(({ value }) => Number(value));
    return whole(
      translate(text('node with {0}s', deviceNames[device])),
      translate(text('a Ray node that has these {0}s', deviceNames[device])),
      nodeText(device, { name, ids: ids.slice(0, usual), firstPlace: 1 }),
    );
  });
  const cpu = whole(
    translate(text('node without GPUs')),
    translate(text('a Ray node for work on CPUs')),
    nodeText('none', {
      name: file.nodes.some(node => node.name?.value === 'cpu') ? name : 'cpu',
      ids: [],
      firstPlace: 1,
    }),
  );
  // Behind the required keys, which are what most people type on.
  return [...withDevices, cpu].map((offer, index) => itemOf(place, placed(offer), `0~${ordinal(index)}`));
}
