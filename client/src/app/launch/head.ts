/** The cluster that a server is launched on, as its records have it. */
import type { Keeper } from '../../core/machine/keeper';
import type { NodeRecord } from '../../core/records/processRecord';
import { isHead, surveyNodes } from '../ray/surveyNodes';

export interface FoundHead {
  readonly head: NodeRecord;
  /** All nodes of the cluster, the head among them. */
  readonly nodes: readonly NodeRecord[];
  /** Its raylet runs. */
  readonly lives: boolean;
}

/** The head of a cluster of this machine; undefined where none was started from here. */
export async function findHead(
  clusterFile: string,
  keeper: Pick<Keeper, 'survey'>,
  signal: AbortSignal,
): Promise<FoundHead | undefined> {
  const { nodes } = await surveyNodes(clusterFile, keeper, signal);
  const head = nodes.find(({ record }) => isHead(record));
  if (head === undefined) return undefined;
  return { head: head.record, nodes: nodes.map(({ record }) => record), lives: head.raylet };
}
