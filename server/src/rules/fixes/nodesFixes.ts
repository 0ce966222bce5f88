/** The way out where an application asks for more nodes than have its GPUs: more GPUs of fewer nodes. */
import type { Application } from '../../config/serverConfig';
import { insertEntry, replaceValue } from '../../document/edits/edit';
import type { Fix } from '../../document/tree/finding';
import type { ParsedDocument } from '../../document/tree/tree';
import { text } from '../../text/text';
import type { DeviceDemand } from '../../placement/demand/deviceDemand';
import { servable } from '../../placement/demand/servable';
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
  const ranks = args.deviceGroup?.ranks?.value;
  const perWorker = args.deviceGroup?.gpusPerWorker === undefined ? 1 : args.deviceGroup.gpusPerWorker.value;
  if (ranks === undefined || perWorker === undefined) return [];
  const value = servable({ ranks, perWorker }, capacities).find(perNode => perNode !== demand.perNode);
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
