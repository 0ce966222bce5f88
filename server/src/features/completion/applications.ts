/** Whole applications for a new item of `applications`. */
import { CompletionItemKind, type CompletionItem } from 'vscode-languageserver';
import { deviceNames } from '../../config/devices';
import type { ServerConfig } from '../../config/serverConfig';
import { nodeAtPath } from '../../document/tree/locate';
import { columnOf } from '../../document/tree/positions';
import { markdownOf } from '../../text/markdown';
import { text } from '../../text/text';
import { modelIndex } from '../../models/modelIndex';
import { ownsWhatFollows } from './below';
import { isHeldBy } from './enclosed';
import { deviceNodes } from './likely/clusterValues';
import { itemOf, ordinal, type Offer } from './item';
import type { Place } from './place';
import { application, type Sizes } from './applicationText';

/** Nothing where the item has keys already, or is no item of `applications`. */
export function applicationItems(place: Place): CompletionItem[] {
  const { analysis } = place;
  const dash = analysis.kind === 'config' ? newItem(place) : undefined;
  if (dash === undefined || analysis.kind !== 'config') return [];
  const pad = `\n${' '.repeat(dash.column)}`;
  return offers(place, analysis.config).map((offer, index) => {
    const lines = offer.snippet.split('\n').join(pad);
    // Behind the required keys, which are what most people type on.
    return itemOf(place, { ...offer, snippet: dash.isThere ? lines.slice(2) : lines }, `0~${ordinal(index)}`);
  });
}

interface Dash {
  readonly column: number;
  readonly isThere: boolean;
}

/** The dash of an item without keys, or where a dash can be put. */
function newItem(place: Place): Dash | undefined {
  const { context } = place;
  const { document } = place.analysis;
  const { path, kind, column, needsBlank, inFlow = false, quote } = context;
  if (path[0] !== 'applications' || inFlow || quote !== undefined) return undefined;
  if (kind === 'item' && path.length === 2) {
    const node = nodeAtPath(document.root, path);
    if (node?.kind === 'mapping' && node.entries.length > 0) return undefined;
    // Behind a dash with more blanks, the lines align with the text.
    return { column: column + (needsBlank ? 1 : 0) - 2, isThere: true };
  }
  if (kind !== 'key' || path.length > 1 || column === 0 || ownsWhatFollows(place)) return undefined;
  if (!isHeldBy(document, context, 'sequence')) return undefined;
  const list = nodeAtPath(document.root, path);
  const items = list?.kind === 'sequence' ? list.items : [];
  // The text of an item begins two columns behind its dash.
  const isBeside = items.every(({ span }) => columnOf(document, span.start) === column + 2);
  return isBeside && (list?.kind !== 'sequence' || !list.flow) ? { column, isThere: false } : undefined;
}

type Whole = Offer & { readonly snippet: string };

function offers(place: Place, config: ServerConfig): Whole[] {
  const { translate } = place;
  const index = modelIndex(config);
  const cluster = place.analysis.kind === 'config' ? place.analysis.cluster : undefined;
  // Twinkle takes one kind of device for an application, and a cluster usually has no other.
  const device =
    deviceNodes(cluster, 'gpu').length === 0 && deviceNodes(cluster, 'npu').length > 0 ? 'npu' : 'gpu';
  const nodes = deviceNodes(cluster, device);
  const name = deviceNames[device];
  const model = index.supported.find(name => !index.models.has(name)) ?? index.supported[0];
  const base = { prefix: index.gatewayPrefix, model: model ?? 'Qwen/Qwen3.5-4B', taken: index.names };
  const whole = (label: string, detail: string, snippet: string): Whole => ({
    label,
    kind: CompletionItemKind.Snippet,
    detail,
    documentation: markdownOf(
      text('One or more whole applications. Tab moves from one value to the next.'),
      translate,
    ),
    snippet,
  });
  const one = (kind: 'server' | 'model' | 'sampler' | 'processor', sizes: Omit<Sizes, 'device'>) =>
    application(kind, {
      ...base,
      ...sizes,
      device,
      served: [...index.models.keys()],
    });
  const pairs = pairSizes(nodes).map(({ model: forModel, sampler, names }) => {
    const count = forModel + sampler;
    const detail =
      names === undefined
        ? translate(text('{0} {2}{0||s} to train, {1} to sample', forModel, sampler, name))
        : translate(text('node {0} to train, node {1} to sample', ...names));
    return whole(
      translate(text('model and sampler for {0} {1}{0||s}', count, name)),
      detail,
      `${one('model', { count: forModel })}\n${one('sampler', { count: sampler, firstPlace: 20 })}`,
    );
  });
  const most = Math.max(1, ...nodes.map(({ count }) => count));
  const hasServer = config.applications.some(({ kind }) => kind?.value === 'server');
  const server = whole(
    'server',
    translate(text('the gateway that clients connect to')),
    one('server', { count: 0 }),
  );
  const others = [
    whole('model', translate(text('training on {0} {1}{0||s}', most, name)), one('model', { count: most })),
    whole('sampler', translate(text('vLLM on {0} {1}{0||s}', most, name)), one('sampler', { count: most })),
    whole('processor', translate(text('data processing on CPUs')), one('processor', { count: 0 })),
  ];
  return hasServer ? [...pairs, ...others, server] : [server, ...pairs, ...others];
}

interface Pair {
  readonly model: number;
  readonly sampler: number;
  readonly names?: readonly [string, string];
}

/** Each of the two takes a whole node where the nodes are known, since two applications on one share its devices. */
function pairSizes(nodes: ReturnType<typeof deviceNodes>): Pair[] {
  const [first, second] = nodes.toSorted((one, other) => other.count - one.count);
  if (first !== undefined && second !== undefined) {
    return [{ model: first.count, sampler: second.count, names: [first.name, second.name] }];
  }
  return [2, 4, 8].map(count => ({ model: count / 2, sampler: count / 2 }));
}
