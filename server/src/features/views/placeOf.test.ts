import { expect, it } from 'vitest';
import { createAnalyzer } from '../../analysis/analysis';
import { placeOf } from './placeOf';

const analyzer = createAnalyzer(message => {
  throw new Error(message);
});
const text = `cluster_name: lab
ray: &r
  port: 6379
nodes:
  - name: head
    host: lab@far
  - <<: { name: cpu }
    gpus: []
`;
const analysis = analyzer.cluster({ uri: 'file:///lab/twinkle_cluster.yaml', text }, {});

/** What is shown of a path: the line, from 1, and the words. */
function shown(...path: (string | number)[]): unknown {
  const range = placeOf(analysis, path);
  if (range === null) return null;
  const { start, end } = range;
  const words = text
    .split('\n')
    [start.line]?.slice(start.character, start.line === end.line ? end.character : undefined);
  return [start.line + 1, words];
}

it('is the value of a key', () => {
  expect(shown('ray', 'port')).toEqual([3, '6379']);
  expect(shown('nodes', 0, 'host')).toEqual([6, 'lab@far']);
});

it('is the key of what takes several lines', () => {
  expect(shown('ray')).toEqual([2, 'ray']);
  expect(shown('nodes')).toEqual([4, 'nodes']);
});

it('is what is nearest around a key that is not written', () => {
  expect(shown('ray', 'dashboard_port')).toEqual([2, 'ray']);
  expect(shown('nodes', 0, 'python')).toEqual([5, 'name: head']);
  // Of a merge key, whose text stands elsewhere.
  expect(shown('nodes', 1, 'name')).toEqual([7, '<<: { name: cpu }']);
});

it('is nowhere for a key of the root that is not written', () => {
  expect(shown('python')).toBeNull();
});
