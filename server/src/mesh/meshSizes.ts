/**
 * The form of a mesh that is given by sizes, as `DeviceMesh.from_sizes` makes an array of it:
 * `np.arange(world_size).reshape(sizes)`. Source: twinkle/utils/device_mesh.py, twinkle-kit 0.1 to 0.5.1; tried with
 * numpy 2.2.
 */
import type { Optional } from '../config/field';
import { plainNumberOf, Reader } from '../config/reader';
import type { DeviceMesh, MeshSize } from '../config/serverConfig';
import { dimensions } from './meshSetup';

export interface WrittenSize {
  readonly name: (typeof dimensions)[number];
  readonly key: MeshSize;
  readonly size: number;
  readonly field: Optional<number>;
}

/**
 * The sizes that make dimensions, from the outermost to the innermost; `dp_size` is one even where it is not written.
 * Undefined for the form with `mesh_dim_names`, and where a size is unknown or no whole number.
 */
export function writtenSizes({ raw, sizes }: DeviceMesh): WrittenSize[] | undefined {
  if (raw) return undefined;
  const written: WrittenSize[] = [];
  for (const name of dimensions) {
    const key: MeshSize = `${name}_size`;
    const field = sizes[key];
    const isNull = field?.node.kind === 'scalar' && field.node.value === null && !field.node.interpolated;
    if (name !== 'dp' && (field === undefined || isNull)) continue;
    const size = field === undefined ? 1 : field.value;
    if (size === undefined || !Number.isInteger(size)) return undefined;
    written.push({ name, key, size, field });
  }
  return written;
}

export function worldSizeField({ node, path }: DeviceMesh): Optional<number> {
  return new Reader(node, path).field('world_size', plainNumberOf);
}

/** Value of `world_size`, where 1, the default, means the product; undefined where it is unknown. */
export function writtenWorldSize(deviceMesh: DeviceMesh): number | undefined {
  const field = worldSizeField(deviceMesh);
  if (field === undefined) return 1;
  return field.value !== undefined && Number.isInteger(field.value) ? field.value : undefined;
}

export function productOf(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => product * size, 1);
}

/** Lengths of the array that numpy makes, or what it says instead. A size below 0 stands for "whatever is left". */
export function reshaped(worldSize: number, sizes: readonly number[]): number[] | string {
  const count = Math.max(0, worldSize === 1 ? productOf(sizes) : worldSize);
  const open = sizes.filter(size => size < 0).length;
  if (open > 1) return 'can only specify one unknown dimension';
  const known = productOf(sizes.filter(size => size >= 0));
  const fits = open === 0 ? count === known : known > 0 && count % known === 0;
  if (!fits) return `cannot reshape array of size ${count}`;
  return sizes.map(size => (size < 0 ? count / known : size));
}

/** A tuple as Python writes it: `(4,)`, `(2,2)`. */
export function tuple(sizes: readonly number[]): string {
  return sizes.length === 1 ? `(${sizes.join('')},)` : `(${sizes.join(',')})`;
}
