/** Names of Ray's nodes as the cluster file has them. Each function takes time in proportion to nodes and records. */
import type { NodeRecord } from '../records/processRecord';
import type { NodeState } from '../ray/snapshot';

/**
 * Node id → record of the process that is this node. Several raylets of one machine share its address and host name,
 * but no port: a record names the ports that its node was given, and Ray reports the ports that a node listens on. A
 * node or record that matches more than one counterpart stays without, for a wrong name is worse than none.
 */
export function recordsOfNodes(
  nodes: readonly NodeState[],
  records: readonly NodeRecord[],
): ReadonlyMap<string, NodeRecord> {
  const byPort = new Map<number, NodeState[]>();
  for (const node of nodes) {
    if (node.state !== 'ALIVE') continue;
    for (const port of node.ports) {
      const there = byPort.get(port);
      if (there === undefined) byPort.set(port, [node]);
      else there.push(node);
    }
  }
  const matches = records.map(record => ({
    record,
    nodes: new Set(record.ray.ports.flatMap(port => byPort.get(port) ?? [])),
  }));
  const claims = tally(matches.flatMap(match => [...match.nodes]));
  const found = new Map<string, NodeRecord>();
  for (const match of matches) {
    const [only, ...others] = match.nodes;
    if (only === undefined || others.length > 0 || claims.get(only) !== 1) continue;
    found.set(only.nodeId, match.record);
  }
  return found;
}

/**
 * Node id → what people call the node: the name of the cluster file, else Ray's own name of it, else its address, with
 * the beginning of its id where that is not unique.
 * @param known records of the nodes, as {@link recordsOfNodes} finds them.
 */
export function nodeNames(
  nodes: readonly NodeState[],
  known: ReadonlyMap<string, NodeRecord>,
): ReadonlyMap<string, string> {
  const named = tally(nodes.map(({ name, ip }) => name ?? ip));
  return new Map(
    nodes.map(node => {
      const { nodeId, ip } = node;
      const record = known.get(nodeId);
      const name = record?.node ?? node.name ?? ip ?? nodeId.slice(0, 8);
      const unique = record !== undefined || named.get(node.name ?? ip) === 1;
      return [nodeId, unique ? name : `${name} (${nodeId.slice(0, 8)})`];
    }),
  );
}

/** How often each value occurs. */
export function tally<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
