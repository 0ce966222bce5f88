import { expect, it } from 'vitest';
import { servable } from './servable';

it('names what the nodes can serve, on the fewest nodes and there the least', () => {
  expect(servable({ ranks: 6, perWorker: 1 }, [4, 3])).toEqual([3]);
  expect(servable({ ranks: 4, perWorker: 2 }, [4, 2])).toEqual([4, 2]);
  expect(servable({ ranks: [4, 5], perWorker: 1 }, [8])).toEqual([2, 3, 4, 6, 7, 8]);
  expect(servable({ ranks: 9, perWorker: 1 }, [8])).toEqual([]);
});

it('names none where the ranks are no whole number of workers', () => {
  expect(servable({ ranks: 7, perWorker: 3 }, [8, 8])).toEqual([]);
  expect(servable({ ranks: [0, 1, 2], perWorker: 2 }, [8])).toEqual([]);
  expect(servable({ ranks: 1, perWorker: 4 }, [8])).toEqual([]);
});
