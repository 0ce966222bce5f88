/** The view of a `server_config.yaml` that rules and features read. Made by `readServerConfig`. */
import type { ApplicationKind, Backend } from '../protocol';
import type { MappingNode, Path, Span, TreeNode } from '../document/tree/tree';
import type { SamplerType, TrainMode } from './engines';
import type { Field, Optional } from './field';

export interface ServerConfig {
  readonly root: TreeNode | undefined;
  readonly rayNamespace: Optional<string>;
  readonly proxyLocation: Optional<string>;
  readonly http: { readonly host: Optional<string>; readonly port: Optional<number> };
  readonly persistence: Persistence;
  readonly applications: readonly Application[];
  /** True for a file with a field that came after twinkle-kit 0.3. */
  readonly isNewer: boolean;
}

/** Where the server keeps its state. */
export interface Persistence {
  readonly mode: Optional<string>;
  readonly redisUrl: Optional<string>;
  readonly filePath: Optional<string>;
}

export interface Application {
  readonly index: number;
  readonly path: Path;
  readonly node: MappingNode;
  readonly span: Span;
  readonly name: Optional<string>;
  readonly kind: Optional<ApplicationKind>;
  readonly routePrefix: Optional<string>;
  readonly args: Arguments | undefined;
  /** `deployments[0]`, the only one that the launcher looks at. */
  readonly deployment: Deployment | undefined;
  /** All items of `deployments`, whatever they are. */
  readonly deployments: readonly TreeNode[];
}

/** The `args` of an application, whatever its kind; a field that its kind does not have is simply absent. */
export interface Arguments {
  readonly node: MappingNode;
  readonly path: Path;
  readonly modelId: Optional<string>;
  readonly backend: Optional<Backend>;
  readonly samplerType: Optional<SamplerType>;
  readonly trainMode: Optional<TrainMode>;
  readonly nprocPerNode: Optional<number>;
  readonly ncpuProcPerNode: Optional<number>;
  readonly deviceGroup: DeviceGroup | undefined;
  readonly deviceMesh: DeviceMesh | undefined;
  readonly supportedModels: readonly Field<string>[] | undefined;
  /** `args.route_prefix` of the server application: the prefix under which the gateway calls the others. */
  readonly gatewayPrefix: Optional<string>;
  /** `args.http_options` of the server application, where it is a mapping. */
  readonly httpOptions: Optional<MappingNode>;
}

export interface DeviceGroup {
  readonly node: MappingNode;
  readonly path: Path;
  readonly name: Optional<string>;
  readonly ranks: Optional<number | readonly number[]>;
  readonly deviceType: Optional<string>;
  readonly gpusPerWorker: Optional<number>;
}

export type MeshSize = 'dp_size' | 'fsdp_size' | 'tp_size' | 'pp_size' | 'cp_size';

export interface DeviceMesh {
  readonly node: MappingNode;
  readonly path: Path;
  /** True for the form with `mesh` and `mesh_dim_names` (0.1 and later), whose product is its element count. */
  readonly raw: boolean;
  readonly sizes: Readonly<Partial<Record<MeshSize, Field<number>>>>;
  /** Product of the sizes that multiply, absent where one of them is unknown. */
  readonly product: number | undefined;
  readonly deviceType: Optional<string>;
}

export interface Deployment {
  readonly node: MappingNode;
  readonly path: Path;
  readonly numReplicas: Optional<number | string>;
  readonly minReplicas: Optional<number>;
  readonly maxReplicas: Optional<number>;
  readonly numCpus: Optional<number>;
  /** `ray_actor_options.resources`, by which a replica may be tied to a node. */
  readonly resources: Optional<TreeNode>;
}
