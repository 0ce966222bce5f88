/** The text of a whole configuration as a snippet: gateway, model, sampler and processor. */
import type { DeviceNode } from '../likely/clusterValues';
import type { Hardware } from '../likely/hardware';
import { placeholder } from '../snippet';
import { application, usualModel, type Sizes } from './applicationText';
import type { ApplicationKind } from '../../../protocol';
import { pairSizes } from './pairSizes';

/** @param nodes those with devices, as far as they are known */
export function configText(hardware: Hardware, nodes: readonly DeviceNode[]): string {
  const { model, sampler } = sizesFor(hardware, nodes);
  const one = (kind: ApplicationKind, sizes: Omit<Sizes, 'hardware'>) =>
    application(kind, {
      ...sizes,
      hardware,
      prefix: '/api/v1',
      model: usualModel,
      taken: new Set(),
      served: [],
    }).replace(/^/gm, '  ');
  const applications = [
    one('server', { count: 0, firstPlace: 2 }),
    one('model', { count: model, firstPlace: 10 }),
    ...(sampler > 0 ? [one('sampler', { count: sampler, firstPlace: 20 })] : []),
    one('processor', { count: 0, firstPlace: 30 }),
  ];
  return [
    'proxy_location: EveryNode',
    '',
    'http_options:',
    `  host: ${placeholder(40, '127.0.0.1')}`,
    `  port: ${placeholder(41, '8000')}`,
    '',
    'applications:',
    `${applications.join('\n\n')}\n`,
  ].join('\n');
}

/** A sampler on the only node with devices would share them with the model, so it is left out there. */
function sizesFor(hardware: Hardware, nodes: readonly DeviceNode[]): { model: number; sampler: number } {
  if (hardware === 'none') return { model: 1, sampler: 1 };
  const [only, another] = nodes;
  if (only !== undefined && another === undefined) return { model: only.count, sampler: 0 };
  const [pair] = pairSizes(hardware, nodes);
  return nodes.length > 1 && pair !== undefined ? pair : { model: 4, sampler: 2 };
}
