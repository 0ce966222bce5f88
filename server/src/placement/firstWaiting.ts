/**
 * The first application that finds no room whatever Ray chooses, counted low: replicas that are not certain to start,
 * and applications of which something is unknown, take nothing. So what waits here waits for sure.
 */
import type { ClusterFile } from '../config/clusterFile';
import type { Application } from '../config/serverConfig';
import type { Capacity } from './search/bundles';
import { emptyBoard, place, type Placed } from './search/expected';
import { nothing, unitsPerCpu } from './demand/need';
import { leastNeedOf } from './demand/needOf';
import { rayNodes } from './search/rayNodes';
import { capacitiesOf, replicasDoNotMatter, requestOf } from './search/request';
import { remembered } from './search/remembered';
import { advance, emptyState, type Request, type State } from './search/search';
import { finish, ruleWork, type Steps } from './search/steps';

export interface Waiting {
  readonly application: Application;
  /** Placement groups up to here, and the CPUs that they and the replicas take at least. */
  readonly groups: number;
  readonly groupCpus: number;
  readonly replicaCpus: number;
}

/** Undefined where there is room for all, where too few nodes count for one of them, and where it is unknown. */
export function firstWaiting(
  applications: readonly Application[],
  cluster: ClusterFile,
  version: string,
): Waiting | undefined {
  const nodes = capacitiesOf(rayNodes(cluster));
  const asked = applications.flatMap(application => {
    const need = leastNeedOf(application, version, cluster);
    const { request } = need === undefined ? {} : requestOf(need, nodes);
    return need === undefined ? [] : [{ application, request }];
  });
  const claims = asked.flatMap(({ application, request }) =>
    request === undefined ? [] : [{ application, request }],
  );
  // The launch ends where a replica fails, so nothing after it waits.
  if (claims.length < asked.length) return undefined;
  const requests = claims.map(({ request }) => request);
  if (likelyEnd(requests, nodes) !== 'no room') return undefined;
  const index = finish(remembered('waiting', [requests, nodes], () => waitingIndex(requests, nodes)));
  const claim = claims[index];
  return claim && { application: claim.application, ...totals(requests.slice(0, index + 1)) };
}

/** How it ends where Ray does what it most likely does. */
function likelyEnd(requests: readonly Request[], nodes: readonly Capacity[]): Placed {
  const board = emptyBoard(nodes);
  const work = ruleWork();
  for (const [index, request] of requests.entries()) {
    const placed = finish(place(board, index, request, work));
    if (typeof placed === 'string') return placed;
  }
  return [];
}

/** Index of the first request that has no room in any state; -1 where all have some, or where it is unknown. */
function* waitingIndex(requests: readonly Request[], nodes: readonly Capacity[]): Steps<number> {
  const light = replicasDoNotMatter(requests, nodes);
  const work = ruleWork();
  let states: readonly State[] = [emptyState(nodes)];
  for (const [index, request] of requests.entries()) {
    const searched = light ? { ...request, actor: nothing } : request;
    const reached = yield* advance(states, { ...searched, seats: [] }, work);
    if (reached.cut) return -1;
    states = reached.states;
    if (states.length === 0) return index;
  }
  return -1;
}

function totals(requests: readonly Request[]): Omit<Waiting, 'application'> {
  let [groups, groupCpus, replicaCpus] = [0, 0, 0];
  for (const { replicas, actor, variants } of requests) {
    const sums = variants.map(bundles => bundles.reduce((sum, { cpus }) => sum + cpus, 0));
    groups += replicas * (variants[0]?.length ?? 0);
    groupCpus += (replicas * (sums.length === 0 ? 0 : Math.min(...sums))) / unitsPerCpu;
    replicaCpus += (replicas * actor.cpus) / unitsPerCpu;
  }
  return { groups, groupCpus, replicaCpus };
}
