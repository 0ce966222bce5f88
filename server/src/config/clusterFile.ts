/** The view of a `twinkle_cluster.yaml`. Made by `readClusterFile`. */
import type { MappingNode, Path, Span, TreeNode } from '../document/tree/tree';
import type { Field, Optional } from './field';

export interface ClusterFile {
  readonly root: TreeNode | undefined;
  readonly name: Optional<string>;
  readonly python: Optional<string>;
  readonly port: Optional<number>;
  readonly dashboardPort: Optional<number>;
  readonly auth: Optional<string>;
  readonly env: readonly EnvironmentEntry[];
  readonly nodes: readonly ClusterNode[];
}

export interface EnvironmentEntry {
  readonly name: string;
  readonly value: Field<string>;
}

export interface ClusterNode {
  readonly index: number;
  readonly path: Path;
  readonly node: MappingNode;
  readonly span: Span;
  readonly name: Optional<string>;
  readonly host: Optional<string>;
  /** GPU ids; a field without value is unknown. */
  readonly gpus: Optional<readonly number[]>;
  /** Ids of Ascend NPUs, likewise. What a node has where one of the two is not written: `devicesOfNodes`. */
  readonly npus: Optional<readonly number[]>;
  readonly cpus: Optional<number>;
  readonly python: Optional<string>;
  readonly env: readonly EnvironmentEntry[];
}
