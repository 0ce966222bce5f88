/** What is there of a cluster: its records, compared with the processes that live. */
import type {
  ClusterConnection,
  ClusterProblem,
  ClusterState,
  ClusterStatus,
  NodeStatus,
} from '../../core/cluster/status';
import type { FileFault } from '../../core/machine/host';
import { rayAuth } from '../../core/cluster/plan';
import { isRaylet } from '../../core/machine/processes';
import type { ProcessRecord } from '../../core/records/record';
import { text } from '../../core/text/text';
import { never, type ClusterPorts } from './dependencies';
import { recordsHere, type RecordHere } from '../records/recordsHere';

export interface Survey {
  /** Of the nodes of this cluster, the head first. */
  readonly nodes: readonly SurveyedNode[];
  readonly broken: readonly FileFault[];
}

export interface SurveyedNode extends RecordHere {
  readonly raylet: boolean;
}

/** Compares the records of one cluster file with the processes of the host. */
export async function survey(
  clusterFile: string,
  ports: Pick<ClusterPorts, 'host' | 'records'>,
  signal: AbortSignal,
): Promise<Survey> {
  const { here, broken } = await recordsHere({ clusterFile, kind: 'ray-node' }, ports, signal);
  const nodes = here.map(found => ({ ...found, raylet: found.members.some(isRaylet) }));
  return { nodes: nodes.toSorted((a, b) => Number(isHead(b.record)) - Number(isHead(a.record))), broken };
}

export function isHead(record: ProcessRecord): boolean {
  return record.ray?.head === true;
}

/** True if nothing of it lives and nobody is at work on it, so that its record only takes room. */
export function isOver({ members, owned }: SurveyedNode): boolean {
  return members.length === 0 && !owned;
}

/** Removes the records of what is over; gives the nodes that are not. */
export async function forgetWhatIsOver(
  { nodes }: Survey,
  { records }: Pick<ClusterPorts, 'records'>,
): Promise<readonly SurveyedNode[]> {
  if (!nodes.every(isOver)) return nodes;
  for (const { record } of nodes) await records.remove(record.id, never);
  return [];
}

/** The status that processes alone tell: whether the dashboard answers is asked elsewhere. */
export function assess(nodes: readonly SurveyedNode[]): ClusterStatus {
  const records = nodes.map(({ record }) => record);
  const head = nodes.find(({ record }) => isHead(record));
  const connection = head === undefined ? undefined : connectionOf(head.record);
  const { state, problem } = verdict(nodes);
  return {
    state,
    nodes: nodes.map(nodeStatus),
    records,
    ...(connection === undefined || head?.raylet !== true ? {} : { connection }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function verdict(nodes: readonly SurveyedNode[]): { state: ClusterState; problem?: ClusterProblem } {
  if (nodes.length === 0) return { state: 'stopped' };
  const unfinished = nodes.filter(({ record }) => record.stage === 'starting');
  if (unfinished.some(({ owned }) => owned)) return { state: 'starting' };
  const command = 'twinkle.stopCluster';
  if (unfinished.length > 0) {
    const what = text('The start of this cluster was interrupted.');
    return { state: 'degraded', problem: { what, remedy: text('Stop it, then start it again.'), command } };
  }
  const gone = nodes.filter(({ raylet }) => !raylet).map(({ record }) => record.node);
  if (gone.length > 0) {
    const what = text('No longer running: {0}.', gone.join(', '));
    const remedy = text('Stop the cluster and start it again. The log of the node shows why it exited.');
    return { state: 'degraded', problem: { what, remedy, command } };
  }
  return { state: 'running' };
}

function nodeStatus({ record, raylet, owned }: SurveyedNode): NodeStatus {
  const { node, host, ray, stage } = record;
  return {
    name: node,
    host,
    head: isHead(record),
    ...(ray?.gpus === undefined ? {} : { gpus: ray.gpus }),
    ...(ray?.npus === undefined ? {} : { npus: ray.npus }),
    state: raylet ? 'running' : stage === 'starting' && owned ? 'starting' : 'gone',
  };
}

function connectionOf({ ray, argv, clusterFile, machine }: ProcessRecord): ClusterConnection | undefined {
  const python = argv[0];
  if (ray === undefined || python === undefined) return undefined;
  const auth = ray.auth ?? 'disabled';
  const { address, dashboardUrl } = ray;
  return { address, dashboardUrl, auth, python, secrets: rayAuth(auth, clusterFile, machine).secrets };
}
