/** From the tree of a `twinkle_cluster.yaml` to its view. */
import type { ParsedDocument, TreeNode } from '../document/tree/tree';
import type { ClusterFile, ClusterNode, EnvironmentEntry } from './clusterFile';
import { fieldOf, numbersOf, Reader } from './reader';

export function readClusterFile({ root, text }: Pick<ParsedDocument, 'root' | 'text'>): ClusterFile {
  if (root?.kind !== 'mapping') {
    const nothing = {
      name: undefined,
      python: undefined,
      port: undefined,
      dashboardPort: undefined,
      auth: undefined,
    };
    return { root, ...nothing, env: [], nodes: [] };
  }
  const reader = new Reader(root, []);
  const ray = reader.mapping('ray');
  return {
    root,
    name: reader.text('cluster_name'),
    python: reader.text('python'),
    port: ray?.number('port'),
    dashboardPort: ray?.number('dashboard_port'),
    auth: ray?.text('auth'),
    env: readEnvironment(reader, text),
    nodes: reader
      .items('nodes')
      .flatMap(({ node, path }, index) =>
        node.kind === 'mapping' ? [readNode(new Reader(node, path), index, text)] : [],
      ),
  };
}

function readNode(reader: Reader, index: number, text: string): ClusterNode {
  return {
    index,
    path: reader.path,
    node: reader.node,
    span: reader.node.span,
    name: reader.text('name'),
    host: reader.text('host'),
    gpus: reader.field<readonly number[]>('gpus', numbersOf),
    npus: reader.field<readonly number[]>('npus', numbersOf),
    cpus: reader.number('cpus'),
    python: reader.text('python'),
    env: readEnvironment(reader, text),
  };
}

function readEnvironment(reader: Reader, text: string): EnvironmentEntry[] {
  const env = reader.mapping('env');
  if (env === undefined) return [];
  return env.node.entries.flatMap(entry => {
    const name = entry.key.value;
    if (typeof name !== 'string') return [];
    const value = fieldOf(entry.value, [...env.path, name], node => environmentText(node, text), entry);
    return [{ name, value }];
  });
}

/** A process takes text only, so a number or a flag is taken as it is written: `010` is not 8 here. */
function environmentText(node: TreeNode, text: string): string | undefined {
  if (node.kind !== 'scalar' || node.interpolated || node.value === null) return undefined;
  if (typeof node.value === 'string') return node.value;
  return node.style === 'plain' ? text.slice(node.span.start, node.span.end) : undefined;
}
