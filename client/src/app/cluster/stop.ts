/** Ends the processes of records, in Ray's order, and looks whether they are gone. */
import type { Keeper, StopOutcome, StopPhase } from '../../core/machine/keeper';
import { describeProcess, nodeStopPhases } from '../../core/machine/processes';
import type { NodeRecord } from '../../core/records/processRecord';
import type { Progress } from '../../core/async/progress';
import { text, type Text } from '../../core/text/text';
import type { ClusterActionOptions } from './dependencies';
import { isHead } from '../ray/surveyNodes';

/** How long the kernel may take to free a port (milliseconds). */
const portMs = 5_000;

/** The phases of one node are over in seconds: its progress names the whole of them. */
const ignore = () => undefined;

/**
 * Ends what the records name: the workers at the same time, then the head. Removes the record of each node of which
 * nothing lives. Gives, in words, what is left. Throws the signal's reason when it was aborted; the records that are
 * left then name the rest.
 */
export async function stopNodes(
  records: readonly NodeRecord[],
  keeper: Pick<Keeper, 'stop'>,
  { signal, onProgress }: ClusterActionOptions,
  phases: readonly StopPhase[] = nodeStopPhases,
): Promise<readonly Text[]> {
  let done = 0;
  const total = records.length;
  const report = (record: NodeRecord, message: Text) => {
    const progress: Progress = { subject: record.node, message, done, total };
    onProgress?.(progress);
  };
  const stop = async (record: NodeRecord) => {
    report(record, text('stopping'));
    const { id, attempt, ray } = record;
    const outcome = await keeper.stop({ id, attempt, phases, ports: ray.ports, portMs }, ignore, signal);
    const left = leftOf(record, outcome);
    done += 1;
    report(record, left.length === 0 ? text('stopped') : text('could not be stopped completely'));
    return left;
  };
  const workers = await Promise.all(records.filter(record => !isHead(record)).map(stop));
  const left = workers.flat();
  for (const head of records.filter(isHead)) left.push(...(await stop(head)));
  return left;
}

/** In words: processes that do not end; else those that may be left of it, and ports that are not free again. */
function leftOf({ node }: NodeRecord, { left, strays, ports }: StopOutcome): readonly Text[] {
  if (left.length > 0)
    return left.map(process => text('{0} of node {1} did not exit.', describeProcess(process), node));
  return [
    ...strays.map(process =>
      text(
        '{0} may belong to node {1}, but there is no proof, so it was not stopped.',
        describeProcess(process),
        node,
      ),
    ),
    ...ports
      .filter(({ free }) => !free)
      .map(({ port, holder }) =>
        holder === undefined
          ? text('Port {0} of node {1} is still in use.', port, node)
          : text('Port {0} of node {1} is used by {2}.', port, node, describeProcess(holder)),
      ),
  ];
}
