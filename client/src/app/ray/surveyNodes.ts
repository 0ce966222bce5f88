/** The nodes of a cluster, as its records and the processes of their machine have them. */
import type { FileFault, Keeper, SurveyedRecord } from '../../core/machine/keeper';
import { isRaylet } from '../../core/machine/processes';
import type { NodeRecord } from '../../core/records/processRecord';

export interface ClusterSurvey {
  /** Of the nodes of this cluster, the head first. */
  readonly nodes: readonly SurveyedNode[];
  readonly broken: readonly FileFault[];
  /** There is a launcher of this cluster, living or not. */
  readonly hasLauncher: boolean;
}

export interface SurveyedNode extends SurveyedRecord {
  readonly record: NodeRecord;
  readonly raylet: boolean;
}

/** Compares the records of one cluster file with the processes of their machine. */
export async function surveyNodes(
  clusterFile: string,
  keeper: Pick<Keeper, 'survey'>,
  signal: AbortSignal,
): Promise<ClusterSurvey> {
  const { records, broken } = await keeper.survey({ clusterFile }, signal);
  const nodes = records.flatMap(found => {
    const { record } = found;
    return record.kind === 'node' ? [{ ...found, record, raylet: found.members.some(isRaylet) }] : [];
  });
  return {
    nodes: nodes.toSorted((a, b) => Number(isHead(b.record)) - Number(isHead(a.record))),
    broken,
    hasLauncher: records.some(({ record }) => record.kind !== 'node'),
  };
}

export function isHead({ ray }: NodeRecord): boolean {
  return ray.head;
}
