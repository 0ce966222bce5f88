import { describe, expect, it } from 'vitest';
import { livingLines, type LivingNode } from './living';
import { plain } from '../text/text';

const file = [
  { name: 'head', host: 'local', gpus: [0, 1] },
  { name: 'cpu', host: 'local', gpus: [] },
];
const lines = (living: readonly LivingNode[], nodes = file) =>
  livingLines(nodes, living).map(
    ({ depth, text }) => '  '.repeat(depth) + plain(text ?? { template: '', args: [] }),
  );

describe('livingLines', () => {
  it('are none where the cluster runs what the file says', () => {
    expect(
      lines([
        { name: 'cpu', gpus: [] },
        { name: 'head', gpus: [1, 0] },
      ]),
    ).toEqual([]);
  });

  it('are none for what is unknown', () => {
    expect(lines([{ name: 'head' }, { name: 'cpu' }])).toEqual([]);
    expect(lines([{ name: 'a', gpus: [0] }], [{ name: 'a', host: 'local' }] as never)).toEqual([]);
  });

  it('name each node that is another one', () => {
    const shown = lines([
      { name: 'head', gpus: [0] },
      { name: 'old', gpus: [] },
    ]);
    expect(shown).toEqual([
      '! The running cluster has other nodes. This page is about those of the file.',
      '  head: runs with GPU 0',
      '  cpu: does not run',
      '  old: runs, and is not in the file',
      '→ Stop the cluster and start it again to use the nodes of the file.',
    ]);
    expect(
      lines([
        { name: 'head', gpus: [0, 1] },
        { name: 'cpu', npus: [], gpus: [2] },
      ])[1],
    ).toBe('  cpu: runs with GPU 2');
  });
});
