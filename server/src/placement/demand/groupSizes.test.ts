import { expect, it } from 'vitest';
import { groupSizes } from './deviceDemand';

it('lists the GPUs of each group', () => {
  expect(groupSizes({ replicas: 2, nodes: 2, perNode: 4 }, [8, 8])).toEqual([4, 4, 4, 4]);
  expect(groupSizes({ replicas: 0, nodes: 2, perNode: 4 }, [8])).toEqual([]);
});

it('lists no more groups than show that there is no room, whatever the numbers are', () => {
  expect(groupSizes({ replicas: 1e12, nodes: 1e300, perNode: 1 }, [2, 1])).toEqual([1, 1, 1, 1]);
  expect(groupSizes({ replicas: 1e12, nodes: 1, perNode: 1 }, [1e15])).toHaveLength(4096);
});
