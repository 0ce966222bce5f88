/** Whole files, for a file that is empty but for comments. */
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import { deviceNames } from '../../../config/devices';
import { lineAt } from '../../../document/tree/positions';
import { lineText } from '../../../document/tree/textIn';
import { markdownOf } from '../../../text/markdown';
import { text } from '../../../text/text';
import { itemOf, ordinal } from '../item';
import type { ClusterFile } from '../../../config/clusterFile';
import type { Translate } from '../../../text/text';
import { deviceNodes } from '../likely/clusterValues';
import { hardwareOf } from '../likely/hardware';
import type { Place } from '../place';
import { configText } from './configText';
import { clusterText, nodeText } from './nodeText';

/** Before all else: who begins a file mostly begins with all of it. */
export function fileItems(place: Place): CompletionItem[] {
  if (!isEmptyFile(place)) return [];
  const { analysis, translate } = place;
  const documentation = markdownOf(text('A whole file. Tab moves from one value to the next.'), translate);
  const offers =
    analysis.kind === 'cluster' ? clusterFiles(translate) : configFiles(translate, analysis.cluster);
  return offers.map(({ label, detail, snippet }, index) =>
    itemOf(
      place,
      { label, detail, snippet, kind: CompletionItemKind.Snippet, documentation },
      `!${ordinal(index)}`,
    ),
  );
}

interface WholeFile {
  readonly label: string;
  /** Short: a list that is as wide as usual has no room for more, and cuts the label too. */
  readonly detail: string;
  readonly snippet: string;
}

/** Nothing but comments and the word at the cursor, which stands in the first column. */
function isEmptyFile({ analysis: { document }, context }: Place): boolean {
  const { kind, path, column, inFlow = false, quote, span } = context;
  if (kind !== 'key' || path.length > 0 || column > 0 || inFlow || quote !== undefined) return false;
  const own = lineAt(document, span.start);
  return document.lineStarts.every((start, line) => {
    const text = lineText(document, line);
    const rest = line === own ? text.slice(0, span.start - start) + text.slice(span.end - start) : text;
    return /^(?:\ufeff|---)?\s*(?:#.*)?$/.test(rest);
  });
}

/** That which fits the nodes comes first; where they are unknown, that for GPUs. */
function configFiles(translate: Translate, cluster: ClusterFile | undefined): WholeFile[] {
  const hardware = hardwareOf(cluster);
  const device = hardware === 'npu' ? 'npu' : 'gpu';
  const withDevices = {
    label: translate(text('whole file for {0}s', deviceNames[device])),
    detail: translate(text('one of each kind')),
    snippet: configText(device, deviceNodes(cluster, device)),
  };
  const mock = {
    label: translate(text('whole file without GPUs')),
    detail: translate(text('with the mock backend')),
    snippet: configText('none', []),
  };
  return hardware === 'none' ? [mock, withDevices] : [withDevices, mock];
}

function clusterFiles(translate: Translate): WholeFile[] {
  const cpu = (name: string) => nodeText('none', { name, ids: [], firstPlace: 30 });
  return [
    {
      label: translate(text('whole file for {0}s', deviceNames.gpu)),
      detail: translate(text('three local nodes')),
      snippet: clusterText([
        nodeText('gpu', { name: 'head', ids: [0, 1, 2, 3], firstPlace: 10 }),
        nodeText('gpu', { name: 'sampler', ids: [4, 5, 6, 7], firstPlace: 20 }),
        cpu('cpu'),
      ]),
    },
    {
      label: translate(text('whole file without GPUs')),
      detail: translate(text('one local node')),
      snippet: clusterText([cpu('head')]),
    },
  ];
}
