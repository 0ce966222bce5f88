/**
 * Which slice of a batch each worker gets, computed as Twinkle computes it, so that a rule can prove that samples are
 * lost or repeated instead of guessing it from sizes.
 */

import { mostCounted } from '../config/counts';

/** A device mesh as Twinkle builds it: dimensions from the outermost to the innermost, ranks numbered row by row. */
export interface Mesh {
  readonly dims: readonly MeshDim[];
  /** Splits the data ranks again; 1 where it is not set. */
  readonly ulysses: number;
}

export interface MeshDim {
  readonly name: string;
  readonly size: number;
}

export interface Dispatch {
  /** Slices that a batch is cut into: the data world size. */
  readonly slices: number;
  /** Slices that no worker gets. */
  readonly lost: number;
  /** Workers beyond the first of each slice: they get samples that another one has as well. */
  readonly repeated: number;
}

/** Number of ranks in the mesh. */
export function meshWorldSize(mesh: Mesh): number {
  return mesh.dims.reduce((product, dim) => product * dim.size, 1);
}

/**
 * Slices of a batch: dp, times fsdp where that is above 1, divided by ulysses. Undefined where Twinkle itself fails
 * (`data_world_size: 4 cannot be divided by ulysses_size: 3.`; a mesh without dp gives 0).
 * Source: twinkle/utils/device_mesh.py `data_world_size`, twinkle-kit 0.5.1.
 */
export function dataWorldSize(mesh: Mesh): number | undefined {
  const fsdp = sizeOf(mesh, 'fsdp') ?? 0;
  const data = (sizeOf(mesh, 'dp') ?? 0) * (fsdp > 1 ? fsdp : 1);
  return data > 0 && data % mesh.ulysses === 0 ? data / mesh.ulysses : undefined;
}

/**
 * How `slice_dp` hands a batch to `workers` processes: worker i takes the slice of the data rank of the global rank
 * i × stride, where a rank outside of the mesh counts as data rank 0.
 * Source: twinkle/infra/__init__.py `_dispatch_args` and twinkle/utils/device_mesh.py
 * `get_data_rank_from_global_rank`, twinkle-kit 0.5.1. The stride came with 0.5.0; before, it was 1. Undefined also for
 * more workers than are looked at.
 */
export function dispatch(mesh: Mesh, workers: number, strided: boolean): Dispatch | undefined {
  const slices = dataWorldSize(mesh);
  if (slices === undefined || workers < 1 || workers > mostCounted) return undefined;
  const worldSize = meshWorldSize(mesh);
  const stride = strided ? Math.max(1, Math.floor(worldSize / workers)) : 1;
  const served = new Set<number>();
  for (let worker = 0; worker < workers; worker++) {
    const rank = worker * stride;
    served.add(rank < worldSize ? dataRank(mesh, rank) : 0);
  }
  return { slices, lost: slices - served.size, repeated: workers - served.size };
}

function dataRank(mesh: Mesh, rank: number): number {
  const dp = coordinate(mesh, 'dp', rank) ?? 0;
  const fsdp = sizeOf(mesh, 'fsdp') ?? 0;
  const data = fsdp > 1 ? dp * fsdp + (coordinate(mesh, 'fsdp', rank) ?? 0) : dp;
  return Math.floor(data / mesh.ulysses);
}

function sizeOf(mesh: Mesh, name: string): number | undefined {
  return mesh.dims.find(dim => dim.name === name)?.size;
}

/** Place of a rank along one dimension, or undefined where the mesh does not have it. */
function coordinate(mesh: Mesh, name: string, rank: number): number | undefined {
  const index = mesh.dims.findIndex(dim => dim.name === name);
  const size = mesh.dims[index]?.size;
  if (size === undefined) return undefined;
  const inner = mesh.dims.slice(index + 1).reduce((product, dim) => product * dim.size, 1);
  return Math.floor(rank / inner) % size;
}
