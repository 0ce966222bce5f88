/** Fields of a device mesh beside the sizes that multiply, and single sizes of a mesh. */
import type { Field, Optional } from '../config/field';
import { plainNumberOf, Reader } from '../config/reader';
import type { DeviceMesh } from '../config/serverConfig';
import type { TreeNode } from '../document/tree/tree';
import type { MeshSetup } from './meshSetup';

export type MeshOption = 'ep_size' | 'etp_size' | 'ep_fsdp_size' | 'vpp_size' | 'ulysses_size';

export function meshOption({ node, path }: DeviceMesh, key: MeshOption): Optional<number> {
  return new Reader(node, path).field(key, plainNumberOf);
}

export function sequenceParallel({ node, path }: DeviceMesh): Optional<boolean> {
  return new Reader(node, path).field('sequence_parallel', truthOf);
}

function truthOf(node: TreeNode): boolean | undefined {
  const value = node.kind === 'scalar' && !node.interpolated ? node.value : undefined;
  return typeof value === 'boolean' ? value : undefined;
}

/** Value of an option that is not written or null, else its number; undefined where that is unknown. */
export function optionValue<T>(field: Optional<number>, byDefault: T): number | T | undefined {
  return field === undefined || isNull(field) ? byDefault : field.value;
}

function isNull({ node }: Field<unknown>): boolean {
  return node.kind === 'scalar' && node.value === null && !node.interpolated;
}

/** Size of a dimension of the mesh as Twinkle builds it, 1 where it has none. */
export function dimSize({ mesh }: MeshSetup, name: string): number {
  return mesh.dims.find(dim => dim.name === name)?.size ?? 1;
}

/** The field of a size, for the place of a finding; undefined in the form with `mesh_dim_names`. */
export function sizeField({ deviceMesh }: MeshSetup, name: string): Field<unknown> | undefined {
  return Object.entries(deviceMesh.sizes).find(([key]) => key === `${name}_size`)?.[1];
}
