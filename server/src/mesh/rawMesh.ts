/**
 * The form of a mesh with `mesh` and `mesh_dim_names`, as `np.array(mesh)` reads it.
 * Source: twinkle/utils/device_mesh.py `DeviceMesh.__post_init__`, twinkle-kit 0.1 to 0.5.1; tried with numpy 2.2.
 */
import type { DeviceMesh } from '../config/serverConfig';
import type { MappingNode, SequenceNode, TreeNode } from '../document/tree/tree';

export interface RawMesh {
  readonly mesh: TreeNode;
  readonly names: SequenceNode;
  /** Lengths of the array from the outermost dimension, or that its rows differ in length. */
  readonly shape: readonly number[] | 'ragged';
  readonly dimNames: readonly string[];
  /** All entries in order, undefined where one is no whole number. */
  readonly ranks: readonly number[] | undefined;
}

/** Undefined for a mesh given by sizes, and where a part of it is unknown or of a type that is reported elsewhere. */
export function rawMesh({ node, raw }: DeviceMesh): RawMesh | undefined {
  const mesh = entryOf(node, 'mesh');
  const names = entryOf(node, 'mesh_dim_names');
  if (!raw || mesh === undefined || names?.kind !== 'sequence') return undefined;
  const dimNames = names.items.map(nameOf);
  const shape = shapeOf(mesh);
  if (shape === undefined || !dimNames.every(name => name !== undefined)) return undefined;
  const ranks = entriesOf(mesh).map(rankOf);
  return {
    mesh,
    names,
    shape,
    dimNames,
    ranks: ranks.every(rank => rank !== undefined) ? ranks : undefined,
  };
}

/** Size of a dimension, undefined where the mesh has none of that name. */
export function rawSize({ shape, dimNames }: RawMesh, name: string): number | undefined {
  return shape === 'ragged' ? undefined : shape[dimNames.indexOf(name)];
}

function entryOf(node: MappingNode, key: string): TreeNode | undefined {
  return node.entries.find(entry => entry.key.value === key)?.value;
}

function nameOf(node: TreeNode): string | undefined {
  return node.kind === 'scalar' && !node.interpolated && typeof node.value === 'string'
    ? node.value
    : undefined;
}

function rankOf(node: TreeNode): number | undefined {
  const value = node.kind === 'scalar' && !node.interpolated ? node.value : undefined;
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function shapeOf(node: TreeNode): readonly number[] | 'ragged' | undefined {
  if (node.kind === 'scalar') return node.interpolated ? undefined : [];
  if (node.kind === 'mapping') return [];
  const shapes = node.items.map(shapeOf);
  if (shapes.includes(undefined)) return undefined;
  const inner = shapes[0] ?? [];
  if (inner === 'ragged' || shapes.some(shape => shape === 'ragged' || shape?.join() !== inner.join()))
    return 'ragged';
  return [node.items.length, ...inner];
}

function entriesOf(node: TreeNode): TreeNode[] {
  return node.kind === 'sequence' ? node.items.flatMap(entriesOf) : [node];
}
