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
  /** Nodes whose command has ended well. */
  #started = 0;

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
    if (!isNew) {
      this.#publish();
      return;
    }
    this.#change(record.node, 'starting');
    this.#report(text('starting'), this.#started, record.node);
  }

  onStarted(node: string): void {
    this.#started += 1;
    this.#change(node, 'started');
    this.#report(text('started'), this.#started, node);
    // Ray reports none of them before its dashboard is up, which takes a while: then nothing could be counted.
    if (this.#started === this.#nodes.length)
      this.onProgress?.({ message: text("All nodes have started. Waiting for Ray's dashboard") });
  }

  onAlive(node: string): void {
    this.#change(node, 'running');
    const running = this.#nodes.filter(({ state }) => state === 'running').length;
    this.#report(text('running'), running, node);
  }

  #change(name: string, state: NodeStatus['state']): void {
    this.#nodes = this.#nodes.map(node => (node.name === name ? { ...node, state } : node));
    this.#publish();
  }

  #publish(): void {
    this.set({ state: 'starting', nodes: this.#nodes, records: [...this.begun.values()] });
  }

  /** @param done nodes that have come as far as the message says, or as the step before it */
  #report(message: Text, done: number, subject: string): void {
    this.onProgress?.({ subject, message, done, total: this.#nodes.length });
  }
}
