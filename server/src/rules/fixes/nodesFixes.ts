/** The way out where an application asks for more nodes than have its GPUs: more GPUs of fewer nodes. */
import { mostCounted } from '../../config/counts';
import type { Application } from '../../config/serverConfig';
import { insertEntry, replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import { deviceDemand, type DeviceDemand } from '../../placement/demand/deviceDemand';
import { isOwn } from '../engine/place';

/**
 * Another `nproc_per_node` that the cluster can serve: on the fewest nodes, and there the least. Not preferred, since
 * fewer ranks or another cluster would do as well.
 */
export function nodesFixes(
  document: ParsedDocument,
  application: Application,
  demand: DeviceDemand,
  capacities: readonly number[],
): Fix[] {
  const { args } = application;
  if (args === undefined || !isOwn(application, args.node)) return [];
  const value = servable(application, capacities).find(perNode => perNode !== demand.perNode);
  if (value === undefined) return [];
  const field = args.nprocPerNode;
  if (field !== undefined && !isOwn(application, field)) return [];
  const edits =
    field === undefined
      ? insertEntry(document, args.node, 'nproc_per_node', String(value))
      : replaceValue(document, field.node, String(value));
  return edits === undefined
    ? []
    : [{ title: text('Change {0} to {1}', 'nproc_per_node', value), edits, preferred: false }];
}

/** Values of `nproc_per_node` for which enough nodes have the GPUs, the best first. */
function servable(application: Application, capacities: readonly number[]): number[] {
  const most = Math.min(Math.max(0, ...capacities), mostCounted);
  return Array.from({ length: most }, (_, index) => index + 1)
    .flatMap(perNode => {
      const nodes = deviceDemand(application, perNode)?.nodes ?? Infinity;
      return nodes <= capacities.filter(count => count >= perNode).length ? [{ perNode, nodes }] : [];
    })
    .toSorted((a, b) => a.nodes - b.nodes || a.perNode - b.perNode)
    .map(({ perNode }) => perNode);
}
