/** Ports of a cluster's nodes. */
import type { ClusterView } from '../../../server/src/protocol';

/** Ports that one node is told to use; whatever is not here, Ray takes at random. */
export interface NodePorts {
  /** HTTP of the node's agent; two raylets of one machine must not share it. */
  readonly agent: number;
  /** Metrics of the node. */
  readonly metrics: number;
  readonly head?: {
    readonly gcs: number;
    readonly dashboard: number;
    /** Ray client. */
    readonly client: number;
    readonly autoscalerMetrics: number;
    readonly dashboardMetrics: number;
  };
}

/** Ports for each node of a cluster file, in its order. `taken` are not given out, save the two that the file names. */
export function assignPorts(_view: ClusterView, _taken: ReadonlySet<number>): readonly NodePorts[] {
  return [];
}
