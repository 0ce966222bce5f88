/**
 * Ports of a cluster's nodes. Two raylets of one machine need different ports for their agents: with a taken one the
 * node looks ALIVE and yet answers no question (ray 2.60, dashboard/agent.py). Ports of workers, node manager and object
 * manager are left to the kernel (0), which gives none out twice.
 */
import type { ClusterView } from '../../../../server/src/protocol';

/** Ports that one node gets. */
export interface NodePorts {
  /** HTTP of the node's agent (`--dashboard-agent-listen-port`). */
  readonly agent: number;
  /** Metrics of the node (`--metrics-export-port`). */
  readonly metrics: number;
  /** Of the head only. */
  readonly head?: HeadPorts;
}

export interface HeadPorts {
  readonly gcs: number;
  readonly dashboard: number;
  /** Ray client (`--ray-client-server-port`). */
  readonly client: number;
  /** Metrics of autoscaler and dashboard: fixed ones unless set (ray 2.60, AUTOSCALER_METRIC_PORT). */
  readonly autoscalerMetrics: number;
  readonly dashboardMetrics: number;
}

/**
 * Where the search for free ports begins: above Ray's own worker range (10002 to 19999), below what Linux gives out by
 * itself (32768 and up), so that nothing takes a port between the look at it and its use.
 */
export const firstPort = 21_000;

/**
 * Ports for each node of a cluster file, in its order. Those that the file names are used as they are; the others are
 * the lowest that are neither `taken` nor named.
 */
export function assignPorts(view: ClusterView, taken: ReadonlySet<number>): readonly NodePorts[] {
  const { port: gcs, dashboardPort: dashboard } = view.ray;
  const used = new Set([...taken, gcs, dashboard]);
  let next = firstPort;
  const free = () => {
    while (used.has(next)) next += 1;
    return next++;
  };
  return view.nodes.map((_, index) => {
    const ports = { agent: free(), metrics: free() };
    if (index > 0) return ports;
    return {
      ...ports,
      head: { gcs, dashboard, client: free(), autoscalerMetrics: free(), dashboardMetrics: free() },
    };
  });
}

/** Every port of one node. */
export function allPorts({ agent, metrics, head }: NodePorts): readonly number[] {
  return [
    ...(head === undefined ? [] : Object.values(head as HeadPorts & Record<string, number>)),
    agent,
    metrics,
  ];
}

/** Those that the cluster file names: where they are taken, no other may be used in their place. */
export function namedPorts(view: ClusterView): readonly number[] {
  return [view.ray.port, view.ray.dashboardPort];
}
