/** What a `twinkle_cluster.yaml` declares, as the client asks for it. */
import { rangeOf } from '../../document/tree/positions';
import { devicesOfNodes, type NodeDevices } from '../../config/devices';
import type { ClusterNode, EnvironmentEntry } from '../../config/clusterFile';
import type { ClusterNodeView, ClusterView } from '../../protocol';
import type { ClusterAnalysis } from '../../analysis/analysis';
import { baseName, parentOf } from '../../analysis/files/uri';

/** Defaults of schemas/twinkle_cluster.json stand where the file says nothing; the name is then the folder's. */
export function clusterView({ uri, file, document, findings }: ClusterAnalysis): ClusterView {
  const devices = devicesOfNodes(file);
  const python = file.python?.value;
  return {
    uri,
    name: file.name?.value ?? baseName(parentOf(uri) ?? ''),
    ...(python !== undefined && { python }),
    ray: {
      port: file.port?.value ?? 6379,
      dashboardPort: file.dashboardPort?.value ?? 8265,
      auth: file.auth?.value === 'disabled' ? 'disabled' : 'token',
    },
    env: environment(file.env),
    nodes: file.nodes.map((node, index) => ({
      ...nodeView(node, devices[index]),
      range: rangeOf(document, node.span),
    })),
    errors: findings.filter(finding => finding.severity === 'error').length,
  };
}

function nodeView(
  node: ClusterNode,
  { gpus, npus }: Partial<NodeDevices> = {},
): Omit<ClusterNodeView, 'range'> {
  const cpus = node.cpus?.value;
  const python = node.python?.value;
  return {
    name: node.name?.value ?? `node-${node.index}`,
    host: node.host?.value ?? 'local',
    ...(gpus !== undefined && { gpus: [...gpus] }),
    ...(npus !== undefined && { npus: [...npus] }),
    ...(cpus !== undefined && { cpus }),
    ...(python !== undefined && { python }),
    env: environment(node.env),
  };
}

function environment(entries: readonly EnvironmentEntry[]): Record<string, string> {
  return Object.fromEntries(
    entries.flatMap(({ name, value }) => (value.value === undefined ? [] : [[name, value.value]])),
  );
}
