import { describe, expect, it } from 'vitest';
import { dataWorldSize, dispatch, meshWorldSize, type Mesh } from './dataDispatch';

/** Dimensions in the order of `DeviceMesh.from_sizes`. */
function mesh(sizes: Record<string, number>, ulysses = 1): Mesh {
  return { dims: Object.entries(sizes).map(([name, size]) => ({ name, size })), ulysses };
}

describe('dispatch', () => {
  it('gives each worker its own slice where dp is the number of workers', () => {
    expect(dispatch(mesh({ dp: 4 }), 4, true)).toEqual({ slices: 4, lost: 0, repeated: 0 });
  });

  it('loses slices where the mesh is larger', () => {
    expect(dispatch(mesh({ dp: 2 }), 1, true)).toEqual({ slices: 2, lost: 1, repeated: 0 });
  });

  it('repeats the batch where the mesh has one rank', () => {
    expect(dispatch(mesh({ dp: 1 }), 4, true)).toEqual({ slices: 1, lost: 0, repeated: 3 });
  });

  it('serves one worker per slice in the form with gpus_per_worker, since 0.5.0', () => {
    const twoByTwo = mesh({ dp: 2, tp: 2 });
    expect(dispatch(twoByTwo, 2, true)).toEqual({ slices: 2, lost: 0, repeated: 0 });
    expect(dispatch(twoByTwo, 2, false)).toEqual({ slices: 2, lost: 1, repeated: 1 });
  });

  it('repeats slices where pp is outermost', () => {
    expect(dispatch(mesh({ pp: 2, dp: 2 }), 4, true)).toEqual({ slices: 2, lost: 0, repeated: 2 });
  });
});

describe('dataWorldSize', () => {
  it('multiplies dp and fsdp and divides by ulysses', () => {
    expect(dataWorldSize(mesh({ fsdp: 4, dp: 2 }))).toBe(8);
    expect(dataWorldSize(mesh({ fsdp: 1, dp: 2 }))).toBe(2);
    expect(dataWorldSize(mesh({ dp: 4 }, 2))).toBe(2);
    expect(dataWorldSize(mesh({ dp: 4 }, 3))).toBeUndefined();
    expect(dataWorldSize(mesh({ tp: 4 }))).toBeUndefined();
  });
});

describe('meshWorldSize', () => {
  it('is the product', () => {
    expect(meshWorldSize(mesh({ fsdp: 2, pp: 3, dp: 5 }))).toBe(30);
  });
});
