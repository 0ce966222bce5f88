/** The numbers of one application that decide whether its device mesh fits its workers. */
import { perApplication } from '../config/perApplication';
import type { Application, Arguments, DeviceGroup, DeviceMesh } from '../config/serverConfig';
import { mockField } from '../schema/checks/dormant';
import type { MappingNode, TreeNode } from '../document/tree/tree';
import { meshWorldSize, type Mesh, type MeshDim } from './dataDispatch';

export interface MeshSetup {
  readonly engine: 'transformers' | 'megatron' | 'vllm';
  readonly group: DeviceGroup;
  readonly deviceMesh: DeviceMesh;
  readonly mesh: Mesh;
  /** Ranks of the mesh. */
  readonly worldSize: number;
  /** GPUs of the group: the count of `ranks`. */
  readonly ranks: number;
  readonly gpusPerWorker: number;
  /** Processes: ranks ÷ gpus_per_worker. */
  readonly workers: number;
}

/** Order in which `DeviceMesh.from_sizes` lays the dimensions, from the outermost to the innermost. */
export const dimensions = ['fsdp', 'pp', 'dp', 'cp', 'tp'] as const;

/** The keys of an application that it is read from, with all options of the mesh. */
export const meshKeys = [
  'import_path',
  'args.backend',
  'args.use_megatron',
  'args.sampler_type',
  'args.device_group.ranks',
  'args.device_group.gpus_per_worker',
  'args.device_mesh',
];

/**
 * Reads a model or sampler that builds a mesh. Undefined where one of the numbers is unknown, or where Twinkle fails
 * on the numbers themselves before they are compared; a processor and a mock build none that would matter here.
 */
export const meshSetup = perApplication(application =>
  readSetup(application, application.args && engineOf(application.kind?.value, application.args)),
);

/** The same numbers also for a mock, of which they are shown: as those of the engine that it most likely stands for. */
export const shownSetup = perApplication(application => {
  const mock = mockField(application);
  if (mock === undefined) return meshSetup(application);
  return readSetup(application, mock === 'sampler_type' ? 'vllm' : 'transformers');
});

function readSetup(application: Application, engine: MeshSetup['engine'] | undefined): MeshSetup | undefined {
  const { args } = application;
  const group = args?.deviceGroup;
  const deviceMesh = args?.deviceMesh;
  if (engine === undefined || group === undefined || deviceMesh === undefined) return undefined;
  const ranks = rankCount(group);
  const gpusPerWorker = group.gpusPerWorker === undefined ? 1 : group.gpusPerWorker.value;
  const mesh = readMesh(deviceMesh);
  if (!isCount(ranks) || !isCount(gpusPerWorker) || ranks % gpusPerWorker !== 0 || mesh === undefined) {
    return undefined;
  }
  const worldSize = meshWorldSize(mesh);
  return { engine, group, deviceMesh, mesh, worldSize, ranks, gpusPerWorker, workers: ranks / gpusPerWorker };
}

/** What builds the mesh of a model or sampler; undefined for a mock, which builds none, and where it is unknown. */
export function engineOf(kind: string | undefined, args: Arguments): MeshSetup['engine'] | undefined {
  if (kind === 'sampler') return args.samplerType?.value === 'vllm' ? 'vllm' : undefined;
  if (kind !== 'model') return undefined;
  const backend = args.backend?.value;
  if (backend === 'transformers' || backend === 'megatron') return backend;
  // Up to 0.3 a flag chose between these two, and there was no mock.
  const flag = args.backend === undefined ? valueOf(args.node, 'use_megatron') : undefined;
  return typeof flag === 'boolean' ? (flag ? 'megatron' : 'transformers') : undefined;
}

function rankCount({ ranks }: DeviceGroup): number | undefined {
  const value = ranks?.value;
  return typeof value === 'object' ? value.length : value;
}

function readMesh(deviceMesh: DeviceMesh): Mesh | undefined {
  const ulysses = valueOf(deviceMesh.node, 'ulysses_size') ?? 1;
  if (!isCount(ulysses)) return undefined;
  const dims = deviceMesh.raw ? rawDims(deviceMesh.node) : sizedDims(deviceMesh);
  return dims && { dims, ulysses };
}

function sizedDims(deviceMesh: DeviceMesh): MeshDim[] | undefined {
  const dims: MeshDim[] = [];
  for (const name of dimensions) {
    const field = deviceMesh.sizes[`${name}_size`];
    const isNone = field === undefined || (field.node.kind === 'scalar' && field.node.value === null);
    if (isNone && name !== 'dp') continue;
    const size = field === undefined ? 1 : field.value;
    if (!isCount(size)) return undefined;
    dims.push({ name, size });
  }
  // Anything but 1 is taken as the number of ranks, and must then be the product for the mesh to be built at all.
  const worldSize = valueOf(deviceMesh.node, 'world_size') ?? 1;
  return worldSize === 1 || worldSize === meshWorldSize({ dims, ulysses: 1 }) ? dims : undefined;
}

/** The form with `mesh` and `mesh_dim_names`, where the ranks are numbered row by row from 0. */
function rawDims(node: MappingNode): MeshDim[] | undefined {
  const mesh = entryOf(node, 'mesh');
  const names = entryOf(node, 'mesh_dim_names');
  if (mesh === undefined || names?.kind !== 'sequence') return undefined;
  const shape = shapeOf(mesh, { next: 0 });
  if (shape?.length !== names.items.length) return undefined;
  const dims = shape.map((size, index) => {
    const name = names.items[index];
    return { name: name?.kind === 'scalar' && typeof name.value === 'string' ? name.value : '', size };
  });
  return dims.every(dim => dim.name !== '' && dim.size > 0) ? dims : undefined;
}

/** Lengths of nested lists of equal lengths that count up from `counter.next`. */
function shapeOf(node: TreeNode, counter: { next: number }): number[] | undefined {
  if (node.kind === 'scalar') return node.value === counter.next++ ? [] : undefined;
  if (node.kind !== 'sequence') return undefined;
  const shapes = node.items.map(item => shapeOf(item, counter));
  const inner = shapes[0];
  if (inner === undefined || shapes.some(shape => shape?.join() !== inner.join())) return undefined;
  return [node.items.length, ...inner];
}

function entryOf(node: MappingNode, key: string): TreeNode | undefined {
  return node.entries.find(entry => entry.key.value === key)?.value;
}

/** Value of a scalar; undefined where the key is missing or null, NaN where the value is unknown or no scalar. */
function valueOf(node: MappingNode, key: string): number | boolean | string | undefined {
  const found = entryOf(node, key);
  if (found === undefined) return undefined;
  if (found.kind !== 'scalar' || found.interpolated) return Number.NaN;
  if (found.value === null) return undefined;
  return typeof found.value === 'object' || typeof found.value === 'bigint' ? Number.NaN : found.value;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
