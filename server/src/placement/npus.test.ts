import { describe, expect, it } from 'vitest';
import { forecastOf, groupsAt, reasonsOf, statuses } from '../../../test/support/placement';

const eight = { npus: [0, 1, 2, 3, 4, 5, 6, 7], cpus: 16 };
const four = { npus: [0, 1, 2, 3], cpus: 8 };
const asking = { ranks: 4, nproc: 4, device: 'npu', backend: 'transformers' };

describe('an application that asks for NPUs', () => {
  it('takes them, and half of the CPUs of a node', () => {
    const seen = forecastOf([asking, { ...asking, device: 'NPU' }], [four, four]);
    expect(statuses(seen)).toEqual(['a placed', 'b placed']);
    expect([...groupsAt(seen, 0), ...groupsAt(seen, 1)]).toEqual([
      'n0: 4 NPUs, 4 CPUs',
      'n1: 4 NPUs, 4 CPUs',
    ]);
    expect(reasonsOf(seen)[0]).toContain('nproc_per_node = 4 NPUs');
  });

  it('fails where too few nodes have as many, and waits where they are taken', () => {
    const larger = { ...asking, ranks: 8, nproc: 8 };
    const failing = forecastOf([larger], [four, { gpus: [0, 1, 2, 3, 4, 5, 6, 7], cpus: 16 }]);
    expect(statuses(failing)).toEqual(['a fails']);
    expect(reasonsOf(failing)[0]).toContain('nproc_per_node = 8 NPUs, and there are 0');
    const waiting = forecastOf([asking, asking], [four, { npus: [], cpus: 64 }]);
    expect(statuses(waiting)).toEqual(['a placed', 'b waits']);
    expect(reasonsOf(waiting)[1]).toContain('No node has 4 NPUs left');
  });

  it('shares none with one that asks for GPUs of the same node', () => {
    const both = { gpus: [0, 1, 2, 3], npus: [0, 1, 2, 3], cpus: 64 };
    const elsewhere = { gpus: [], npus: [], cpus: 64 };
    const apart = forecastOf([asking, { ...asking, device: 'cuda' }], [both, elsewhere]);
    expect(apart.applications.map(({ clash }) => clash)).toEqual([false, false]);
    const together = forecastOf([asking, asking], [{ ...eight, cpus: 64 }, elsewhere]);
    expect(together.applications.map(({ clash }) => clash)).toEqual([false, true]);
  });

  it('is not known where the file leaves NPUs to Ray', () => {
    const seen = forecastOf([asking], [{ gpus: [0, 1, 2, 3], cpus: 8 }]);
    expect(statuses(seen)).toEqual(['a unknown']);
    expect(reasonsOf(seen)[0]).toContain("does not say 'npus' of n0");
    expect(statuses(forecastOf([asking], [{ cpus: 8 }]))).toEqual(['a unknown']);
  });
});

describe('a node that lists one kind', () => {
  it('has no GPUs where it lists NPUs', () => {
    const seen = forecastOf([{ ...asking, device: 'cuda' }], [eight]);
    expect(statuses(seen)).toEqual(['a fails']);
  });

  it('has no NPUs where it lists GPUs beside a node with NPUs', () => {
    const { nodes } = forecastOf([asking], [four, { gpus: [], cpus: 8 }, { cpus: 8 }]);
    expect(nodes.map(({ gpus, npus }) => [gpus, npus])).toEqual([
      [[], [0, 1, 2, 3]],
      [[], []],
      [undefined, undefined],
    ]);
  });
});
