/** What exists of a cluster: its records, compared with the processes that live. */
import type {
  ClusterConnection,
  ClusterProblem,
  ClusterState,
  ClusterStatus,
  NodeStatus,
} from '../../core/cluster/status';
import type { Keeper } from '../../core/machine/keeper';
import { rayAuth } from '../../core/cluster/plan';
import type { NodeRecord } from '../../core/records/processRecord';
import { never } from '../../core/async/wait';
import { listed } from '../../core/text/listed';
import { text } from '../../core/text/text';
import { isHead, type ClusterSurvey, type SurveyedNode } from '../ray/surveyNodes';

/** True if no process of it lives and no window holds its lease: then its record is of no use. */
function isOver({ members, owned }: SurveyedNode): boolean {
  return members.length === 0 && !owned;
}

/** Removes the records of what is over; gives the nodes that are not. */
export async function forgetWhatIsOver(
  { nodes }: ClusterSurvey,
  keeper: Pick<Keeper, 'remove'>,
): Promise<readonly SurveyedNode[]> {
  if (!nodes.every(isOver)) return nodes;
  if (nodes.length > 0)
    await keeper.remove(
      nodes.map(({ record }) => record),
      never,
    );
  return [];
}

/** The status as far as processes show it: whether the dashboard answers is asked elsewhere. */
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
  const actions = [{ kind: 'stopCluster' }] as const;
  if (unfinished.length > 0) {
    const what = text('The start of this cluster was interrupted.');
    return { state: 'degraded', problem: { what, remedy: text('Stop it, then start it again.'), actions } };
  }
  const gone = nodes.filter(({ raylet }) => !raylet).map(({ record }) => record.node);
  if (gone.length > 0) {
    const what = text('No longer running: {0}.', listed(gone));
    const remedy = text('Stop the cluster and start it again. The log of the node shows why it exited.');
    return { state: 'degraded', problem: { what, remedy, actions } };
  }
  return { state: 'running' };
}

function nodeStatus({ record, raylet, owned }: SurveyedNode): NodeStatus {
  const { node, host, ray, stage } = record;
  return {
    name: node,
    host,
    head: isHead(record),
    ...(ray.gpus === undefined ? {} : { gpus: ray.gpus }),
    ...(ray.npus === undefined ? {} : { npus: ray.npus }),
    state: raylet ? 'running' : stage === 'starting' && owned ? 'starting' : 'gone',
  };
}

/** A record of an older version may name neither an address nor a machine. */
function connectionOf({ ray, argv, clusterFile, machine }: NodeRecord): ClusterConnection | undefined {
  const python = argv[0];
  const { address, dashboardUrl, auth } = ray;
  if (python === undefined || dashboardUrl === '') return undefined;
  const { secrets } = rayAuth(auth, clusterFile, machine === '' ? undefined : machine);
  return { address, dashboardUrl, auth, python, secrets };
}
