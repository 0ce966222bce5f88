/** Status and progress of a start under way. */
import type { ClusterStatus, NodeStatus } from '../../../core/cluster/status';
import type { ClusterPlan } from '../../../core/cluster/plan';
import type { NodeRecord } from '../../../core/records/processRecord';
import { text, type Text } from '../../../core/text/text';
import type { ClusterActionOptions } from '../dependencies';
import type { StartListener } from './start';

/** Turns the events of a start into a status per node and lines of progress. */
export class StartProgress implements StartListener {
  #nodes: readonly NodeStatus[];

  /** @param begun gets every record that was begun, by its id. */
  constructor(
    plan: ClusterPlan,
    readonly begun: Map<string, NodeRecord>,
    readonly set: (status: ClusterStatus) => void,
    readonly onProgress: ClusterActionOptions['onProgress'],
  ) {
    this.#nodes = plan.steps.map(({ node, host, head, gpus, npus }) => ({
      name: node,
      host,
      head,
      ...(gpus === undefined ? {} : { gpus }),
      ...(npus === undefined ? {} : { npus }),
      state: 'waiting',
    }));
    this.#publish();
  }

  onRecord(record: NodeRecord): void {
    const isNew = !this.begun.has(record.id);
    this.begun.set(record.id, record);
    if (isNew) this.#change(record.node, 'starting', text('starting'));
    else this.#publish();
  }

  onStarted(node: string): void {
    this.#report(node, text('started, waiting until Ray reports it'));
  }

  onAlive(node: string): void {
    this.#change(node, 'running', text('running'));
  }

  #change(name: string, state: NodeStatus['state'], message: Text): void {
    this.#nodes = this.#nodes.map(node => (node.name === name ? { ...node, state } : node));
    this.#publish();
    this.#report(name, message);
  }

  #publish(): void {
    this.set({ state: 'starting', nodes: this.#nodes, records: [...this.begun.values()] });
  }

  #report(subject: string, message: Text): void {
    const done = this.#nodes.filter(({ state }) => state === 'running').length;
    this.onProgress?.({ subject, message, done, total: this.#nodes.length });
  }
}
