/**
 * Nodes from three answers of Ray's dashboard (ray 2.60): `/nodes?view=summary` has names and cards, the state API
 * `/api/v0/nodes` has exact resources, `/api/cluster_status` has what is reserved. Each may be missing; what another
 * one tells still counts. DEAD nodes stay in the list, for Ray lists them as well.
 */
import { deviceNames } from '../../../../server/src/protocol';
import { asAmount, asArray, asBoolean, asObject, asString, at, decodeRows, present } from '../format/json';
import type { Amount, CardState, NodeState } from './snapshot';

export interface NodesDecoded {
  readonly nodes: readonly NodeState[];
  /** Rows without the fields that make a node of them. */
  readonly dropped: number;
  /** Nodes that Ray counts but did not send, because its answer is cut off at a limit. */
  readonly omitted: number;
}

/** Joins the answers by node id, head first. Undefined where neither of the first two holds a list of nodes. */
export function decodeNodes(
  summary: unknown,
  stateApi: unknown,
  clusterStatus?: unknown,
): NodesDecoded | undefined {
  const fromSummary = decodeRows(at(summary, 'data', 'summary'), summaryRow);
  const fromState = decodeRows(at(stateApi, 'data', 'result', 'result'), stateRow);
  if (fromSummary === undefined && fromState === undefined) return undefined;
  const joined = new Map<string, NodeRow>();
  for (const row of [...(fromSummary?.rows ?? []), ...(fromState?.rows ?? [])]) {
    joined.set(row.nodeId, { ...joined.get(row.nodeId), ...row });
  }
  const usage = at(clusterStatus, 'data', 'clusterStatus', 'loadMetricsReport', 'usageByNode');
  const total = asAmount(at(stateApi, 'data', 'result', 'total')) ?? 0;
  return {
    nodes: [...joined.values()].map(row => nodeState(row, at(usage, row.nodeId))).sort(byHeadThenName),
    dropped: (fromSummary?.dropped ?? 0) + (fromState?.dropped ?? 0),
    omitted: Math.max(0, total - joined.size),
  };
}

/** Nodes that live: what Ray calls ALIVE. */
export function aliveNodes(nodes: readonly NodeState[]): readonly NodeState[] {
  return nodes.filter(node => node.state === 'ALIVE');
}

/** What one of the answers says about a node. */
interface NodeRow {
  readonly nodeId: string;
  readonly state: string;
  readonly ip?: string;
  readonly hostname?: string;
  readonly name?: string;
  readonly stateMessage?: string;
  readonly head?: boolean;
  readonly ports?: readonly number[];
  readonly cards?: readonly CardState[];
  readonly resources?: unknown;
}

function summaryRow(value: unknown): NodeRow | undefined {
  const raylet = at(value, 'raylet');
  const nodeId = asString(at(raylet, 'nodeId'));
  const state = asString(at(raylet, 'state'));
  if (nodeId === undefined || state === undefined) return undefined;
  return {
    nodeId,
    state,
    ...present({
      ip: asString(at(value, 'ip')) ?? asString(at(raylet, 'nodeManagerAddress')),
      hostname: asString(at(value, 'hostname')) ?? asString(at(raylet, 'nodeManagerHostname')),
      name: asString(at(raylet, 'nodeName')),
      stateMessage: asString(at(raylet, 'stateMessage')),
      head: asBoolean(at(raylet, 'isHeadNode')),
      // For the time when the state API does not answer: of the names read here, this answer rewrites none.
      resources: asObject(at(raylet, 'resourcesTotal')),
      // A dead node has port 0.
      ports: portKeys.flatMap(key => asAmount(at(raylet, key)) ?? []).filter(port => port > 0),
      cards: decodeRows(at(value, 'gpus'), card)?.rows.toSorted((a, b) => a.index - b.index),
    }),
  };
}

const portKeys = ['nodeManagerPort', 'objectManagerPort', 'metricsExportPort', 'dashboardAgentListenPort'];

function stateRow(value: unknown): NodeRow | undefined {
  const nodeId = asString(at(value, 'node_id'));
  const state = asString(at(value, 'state'));
  if (nodeId === undefined || state === undefined) return undefined;
  return {
    nodeId,
    state,
    ...present({
      ip: asString(at(value, 'node_ip')),
      name: asString(at(value, 'node_name')),
      stateMessage: asString(at(value, 'state_message')),
      head: asBoolean(at(value, 'is_head_node')),
      resources: asObject(at(value, 'resources_total')),
    }),
  };
}

function nodeState({ resources, name, ...row }: NodeRow, usage: unknown): NodeState {
  return {
    ...row,
    head: row.head ?? false,
    ports: row.ports ?? [],
    cards: row.cards ?? [],
    ...present({
      // Ray fills in the address where no name was given.
      name: name === row.ip ? undefined : name,
      gpus: amount(resources, usage, deviceNames.gpu),
      npus:
        at(resources, deviceNames.npu) === undefined ? undefined : amount(resources, usage, deviceNames.npu),
      cpus: amount(resources, usage, 'CPU'),
    }),
  };
}

/** `usageByNode` has `[used, total]` per resource; the total of the node itself is the one that counts. */
function amount(resources: unknown, usage: unknown, name: string): Amount | undefined {
  if (asObject(resources) === undefined) return undefined;
  // Ray leaves a resource out where the node has none of it.
  const total = asAmount(at(resources, name) ?? 0);
  if (total === undefined) return undefined;
  const used = total === 0 ? 0 : asAmount(asArray(at(usage, name))?.[0]);
  return used === undefined ? { total } : { total, used: Math.min(used, total) };
}

function card(value: unknown): CardState | undefined {
  const index = asAmount(at(value, 'index'));
  if (index === undefined) return undefined;
  return {
    index,
    ...present({
      name: asString(at(value, 'name')),
      uuid: asString(at(value, 'uuid')),
      // Null or -1 where the driver does not report it (ray 2.60, dashboard/modules/reporter/gpu_providers.py).
      utilization: asAmount(at(value, 'utilizationGpu')),
      memoryUsed: asAmount(at(value, 'memoryUsed')),
      memoryTotal: asAmount(at(value, 'memoryTotal')),
    }),
  };
}

function byHeadThenName(a: NodeState, b: NodeState): number {
  return (
    Number(b.head) - Number(a.head) || compare(a.name ?? a.ip, b.name ?? b.ip) || compare(a.nodeId, b.nodeId)
  );
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
