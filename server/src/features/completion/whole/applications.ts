/** Whole applications for a new item of `applications`. */
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import type { ConfigAnalysis } from '../../../analysis/analysis';
import { deviceNames } from '../../../config/devices';
import { modelIndex } from '../../../models/modelIndex';
import type { ApplicationKind } from '../../../protocol';
import { joined, markdownOf } from '../../../text/markdown';
import { text, type Text } from '../../../text/text';
import { itemOf, ordinal } from '../item';
import { deviceNodes } from '../likely/clusterValues';
import { hardwareOf, type Hardware } from '../likely/hardware';
import type { Place } from '../place';
import { application, usualModel, type Sizes } from './applicationText';
import { asNewItem, type Whole } from './newItem';
import { pairSizes } from './pairSizes';

const mockDetail = text('mock: answers without a model and needs no GPU');

/** Nothing where the item has keys already, or is no item of `applications`. */
export function applicationItems(place: Place): CompletionItem[] {
  const { analysis } = place;
  if (analysis.kind !== 'config') return [];
  const placed = asNewItem(place, 'applications');
  if (placed === undefined) return [];
  // Behind the required keys, which are what most people type on.
  return offers(place, analysis).map((offer, index) => itemOf(place, placed(offer), `0~${ordinal(index)}`));
}

function offers({ translate }: Place, { config, cluster }: ConfigAnalysis): Whole[] {
  const index = modelIndex(config);
  const hardware = hardwareOf(cluster) ?? 'gpu';
  const nodes = hardware === 'none' ? [] : deviceNodes(cluster, hardware);
  const model = index.supported.find(name => !index.models.has(name)) ?? index.supported[0];
  const base = {
    prefix: index.gatewayPrefix,
    model: model ?? usualModel,
    taken: index.names,
    served: [...index.models.keys()],
    hardware,
  };
  const documentation = markdownOf(
    text('One or more whole applications. Tab moves from one value to the next.'),
    translate,
  );
  const whole = (label: string, detail: string, snippet: string): Whole => ({
    label,
    kind: CompletionItemKind.Snippet,
    detail,
    documentation,
    snippet,
  });
  const one = (kind: ApplicationKind, sizes: Omit<Sizes, 'hardware'>) =>
    application(kind, { ...base, ...sizes });
  const pairs = pairSizes(hardware, nodes).map(({ model: forModel, sampler, names }) => {
    const name = deviceNames[hardware === 'npu' ? 'npu' : 'gpu'];
    const shares =
      names === undefined
        ? text('{0} {2}{0||s} to train, {1} to sample', forModel, sampler, name)
        : text('node {0} to train, node {1} to sample', ...names);
    return {
      ...whole(
        translate(text('model and sampler for {0} {1}{0||s}', forModel + sampler, name)),
        // The label is long, and the list cuts both where they do not fit in.
        (names ?? [forModel, sampler]).join(' + '),
        `${one('model', { count: forModel })}\n${one('sampler', { count: sampler, firstPlace: 20 })}`,
      ),
      documentation: joined([markdownOf(shares, translate), documentation], '\n\n'),
    };
  });
  const most = Math.max(1, ...nodes.map(({ count }) => count));
  const details = detailsFor(hardware, most);
  const hasServer = config.applications.some(({ kind }) => kind?.value === 'server');
  const server = whole(
    'server',
    translate(text('the gateway that clients connect to')),
    one('server', { count: 0 }),
  );
  const others = [
    whole('model', translate(details.model), one('model', { count: most })),
    whole('sampler', translate(details.sampler), one('sampler', { count: most })),
    whole('processor', translate(text('data processing on CPUs')), one('processor', { count: 0 })),
  ];
  return hasServer ? [...pairs, ...others, server] : [server, ...pairs, ...others];
}

function detailsFor(hardware: Hardware, count: number): { readonly model: Text; readonly sampler: Text } {
  if (hardware === 'none') {
    return { model: mockDetail, sampler: mockDetail };
  }
  const name = deviceNames[hardware];
  return {
    model: text('training on {0} {1}{0||s}', count, name),
    sampler: text('vLLM on {0} {1}{0||s}', count, name),
  };
}
