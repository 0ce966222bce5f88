import type { ClusterNodeView, ClusterView } from '../../../../server/src/protocol';

/** The environment of a node, by default of the head: its own variables win over those of the whole cluster. */
export function nodeEnvironment(
  { env, nodes }: Pick<ClusterView, 'env' | 'nodes'>,
  node: Pick<ClusterNodeView, 'env'> | undefined = nodes[0],
): Readonly<Record<string, string>> {
  return { ...env, ...node?.env };
}
