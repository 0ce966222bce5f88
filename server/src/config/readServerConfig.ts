/** From the tree of a `server_config.yaml` to its view. Field names: twinkle/server/config/, twinkle-kit 0.5.1. */
import type { ApplicationKind } from '../protocol';
import type { MappingNode, ParsedDocument, Path, TreeNode } from '../document/tree/tree';
import { applicationKinds } from './applicationKinds';
import { backends, samplerTypes, trainModes, wordOf } from './engines';
import type { Field, Optional } from './field';
import { fieldOf, numbersOf, plainNumberOf, Reader, textOf } from './reader';
import type {
  Application,
  Arguments,
  Deployment,
  DeviceGroup,
  DeviceMesh,
  MeshSize,
  ServerConfig,
} from './serverConfig';
import { hasNewerField } from './version';

const meshSizes: readonly MeshSize[] = ['dp_size', 'fsdp_size', 'tp_size', 'pp_size', 'cp_size'];

export function readServerConfig({ root }: Pick<ParsedDocument, 'root'>): ServerConfig {
  if (root?.kind !== 'mapping') {
    const nothing = {
      rayNamespace: undefined,
      proxyLocation: undefined,
      persistence: { mode: undefined, redisUrl: undefined, filePath: undefined },
      applications: [],
      isNewer: false,
    };
    return { root, ...nothing, http: { host: undefined, port: undefined } };
  }
  const reader = new Reader(root, []);
  const http = reader.mapping('http_options');
  const persistence = reader.mapping('persistence');
  return {
    root,
    rayNamespace: reader.text('ray_namespace'),
    proxyLocation: reader.text('proxy_location'),
    http: { host: http?.text('host'), port: http?.number('port') },
    persistence: {
      mode: persistence?.text('mode'),
      redisUrl: persistence?.text('redis_url'),
      filePath: persistence?.text('file_path'),
    },
    applications: applicationsIn(reader),
    isNewer: hasNewerField(root),
  };
}

/** Applications that were read already: a node that is taken over from one reading of a text to the next is. */
const known = new WeakMap<MappingNode, Application>();

function applicationsIn(reader: Reader): Application[] {
  const list = reader.entry('applications')?.value;
  const applications: Application[] = [];
  if (list?.kind !== 'sequence') return applications;
  list.items.forEach((node, index) => {
    if (node.kind === 'mapping') applications.push(applicationAt(node, index));
  });
  return applications;
}

function applicationAt(node: MappingNode, index: number): Application {
  const last = known.get(node);
  if (last?.index === index) return last;
  const application = readApplication(new Reader(node, ['applications', index]), index);
  known.set(node, application);
  return application;
}

function readApplication(reader: Reader, index: number): Application {
  const args = reader.mapping('args');
  const first = reader.items('deployments')[0];
  return {
    index,
    path: reader.path,
    node: reader.node,
    span: reader.node.span,
    name: reader.text('name'),
    kind: reader.field('import_path', kindOf),
    routePrefix: reader.text('route_prefix'),
    args: args && readArguments(args),
    deployment:
      first?.node.kind === 'mapping' ? readDeployment(new Reader(first.node, first.path)) : undefined,
    deployments: reader.items('deployments').map(({ node }) => node),
  };
}

function kindOf(node: TreeNode): ApplicationKind | undefined {
  const text = textOf(node);
  return text !== undefined && applicationKinds.has(text) ? (text as ApplicationKind) : undefined;
}

function readArguments(reader: Reader): Arguments {
  const group = reader.mapping('device_group');
  const mesh = reader.mapping('device_mesh');
  return {
    node: reader.node,
    path: reader.path,
    modelId: reader.text('model_id'),
    backend: reader.field('backend', wordOf(backends)),
    samplerType: reader.field('sampler_type', wordOf(samplerTypes)),
    trainMode: reader.field('train_mode', wordOf(trainModes)),
    nprocPerNode: reader.number('nproc_per_node'),
    ncpuProcPerNode: reader.number('ncpu_proc_per_node'),
    deviceGroup: group && readDeviceGroup(group),
    deviceMesh: mesh && readDeviceMesh(mesh),
    supportedModels: readSupportedModels(reader),
    gatewayPrefix: reader.text('route_prefix'),
    httpOptions: reader.field('http_options', node => (node.kind === 'mapping' ? node : undefined)),
  };
}

/** Names among `supported_models`, each a text or `{model_name: text}` (twinkle/server/gateway/app.py, 0.5.1). */
function readSupportedModels(reader: Reader): Field<string>[] | undefined {
  if (reader.entry('supported_models')?.value.kind !== 'sequence') return undefined;
  return reader.items('supported_models').map(({ node, path }) => modelName(node, path));
}

function modelName(node: TreeNode, path: Path): Field<string> {
  const name = node.kind === 'mapping' ? new Reader(node, path).text('model_name') : undefined;
  return name ?? fieldOf(node, path, textOf);
}

function readDeviceGroup(reader: Reader): DeviceGroup {
  return {
    node: reader.node,
    path: reader.path,
    name: reader.text('name'),
    ranks: reader.field<number | readonly number[]>('ranks', node => plainNumberOf(node) ?? numbersOf(node)),
    deviceType: reader.text('device_type'),
    gpusPerWorker: reader.field('gpus_per_worker', plainNumberOf),
  };
}

function readDeviceMesh(reader: Reader): DeviceMesh {
  const sizes: Partial<Record<MeshSize, Field<number>>> = {};
  for (const size of meshSizes) {
    const field = reader.field(size, plainNumberOf);
    if (field !== undefined) sizes[size] = field;
  }
  const raw = reader.entry('mesh_dim_names') !== undefined;
  return {
    node: reader.node,
    path: reader.path,
    raw,
    sizes,
    product: raw ? undefined : product(Object.values(sizes)),
    deviceType: reader.text('device_type'),
  };
}

/** A size that is null counts as 1, as one that is not written (twinkle/utils/device_mesh.py `from_sizes`, 0.5.1). */
function product(sizes: readonly Field<number>[]): number | undefined {
  let result = 1;
  for (const { value, node } of sizes) {
    const isNull = node.kind === 'scalar' && node.value === null && !node.interpolated;
    if (value === undefined && !isNull) return undefined;
    result *= value ?? 1;
  }
  return result;
}

function readDeployment(reader: Reader): Deployment {
  const scaling = reader.mapping('autoscaling_config');
  const actor = reader.mapping('ray_actor_options');
  return {
    node: reader.node,
    path: reader.path,
    numReplicas: readReplicas(reader),
    minReplicas: scaling?.field('min_replicas', plainNumberOf),
    maxReplicas: scaling?.field('max_replicas', plainNumberOf),
    numCpus: actor?.field('num_cpus', plainNumberOf),
    resources: actor?.field('resources', node => node),
  };
}

function readReplicas(reader: Reader): Optional<number | string> {
  return reader.field<number | string>('num_replicas', node => plainNumberOf(node) ?? textOf(node));
}
