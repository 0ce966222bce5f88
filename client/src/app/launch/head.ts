/** The cluster that a server is launched on, as its records have it. */
import type { Keeper } from '../../core/machine/keeper';
import { isRaylet } from '../../core/machine/processes';
import type { NodeRecord } from '../../core/records/processRecord';

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
  const { records } = await keeper.survey({ clusterFile, kind: 'node' }, signal);
  const found = records.flatMap(({ record, members }) =>
    record.kind === 'node' ? [{ record, members }] : [],
  );
  const head = found.find(({ record }) => record.ray.head);
  if (head === undefined) return undefined;
  return {
    head: head.record,
    nodes: found.map(({ record }) => record),
    lives: head.members.some(isRaylet),
  };
}
