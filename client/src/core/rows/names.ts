/** Names of Ray's nodes as the cluster file has them. */
import type { NodeRecord } from '../records/processRecord';
import type { NodeState } from '../ray/snapshot';

/**
 * Node id → record of the process that is this node. Several raylets of one machine share its address and host name,
 * but no port: a record names the ports that its node was given, and Ray tells the ports that a node listens on. A
 * node or record that matches more than one counterpart stays without, for a wrong name is worse than none.
 */
export function recordsOfNodes(
  nodes: readonly NodeState[],
  records: readonly NodeRecord[],
): ReadonlyMap<string, NodeRecord> {
  const found = new Map<string, NodeRecord>();
  const alive = nodes.filter(node => node.state === 'ALIVE');
  for (const record of records) {
    const [only, ...others] = alive.filter(node => matches(node, record));
    if (only === undefined || others.length > 0) continue;
    if (records.some(other => other !== record && matches(only, other))) continue;
    found.set(only.nodeId, record);
  }
  return found;
}

function matches(node: NodeState, record: NodeRecord): boolean {
  return record.ray.ports.some(port => node.ports.includes(port));
}

/**
 * Node id → what people call the node: the name of the cluster file, else Ray's own name of it, else its address, with
 * the beginning of its id where that is not unique.
 */
export function nodeNames(
  nodes: readonly NodeState[],
  records: readonly NodeRecord[],
): ReadonlyMap<string, string> {
  const known = recordsOfNodes(nodes, records);
  return new Map(
    nodes.map(node => {
      const name = known.get(node.nodeId)?.node ?? node.name ?? node.ip ?? node.nodeId.slice(0, 8);
      const shared = known.has(node.nodeId)
        ? false
        : nodes.some(other => other !== node && sameName(other, node));
      return [node.nodeId, shared ? `${name} (${node.nodeId.slice(0, 8)})` : name];
    }),
  );
}

function sameName(a: NodeState, b: NodeState): boolean {
  return (a.name ?? a.ip) === (b.name ?? b.ip);
}
