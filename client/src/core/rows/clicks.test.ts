import { expect, it } from 'vitest';
import { text } from '../text/text';
import { fixOf } from './clicks';
import { clusterProblemRow } from './cluster';
import { treeRows } from './tree';

it('a click looks or asks; what ends or starts something is a button of the row', () => {
  expect(fixOf('twinkle.showLog')).toEqual({ context: 'problem', command: 'twinkle.showLog' });
  expect(fixOf('twinkle.stopServer')).toEqual({ context: 'problem.stopServer' });
  expect(fixOf('twinkle.stopCluster')).toEqual({ context: 'problem.stopCluster' });
  expect(fixOf('twinkle.startCluster')).toEqual({ context: 'problem.startCluster' });
  // Whatever is not known to be harmless.
  expect(fixOf('twinkle.deleteEverything')).toEqual({ context: 'problem' });
  expect(fixOf(undefined)).toEqual({ context: 'problem' });
});

it('no problem row ends anything by a click', () => {
  const what = text('It is broken.');
  const left = ['model'];
  const launch = { state: 'failed', checks: [], applications: [], left, problem: { what } } as const;
  const poll = {
    missed: 0,
    stale: false,
    problem: { kind: 'other', what, command: 'twinkle.stopCluster' },
  } as const;
  const rows = [
    clusterProblemRow({ what, command: 'twinkle.stopCluster' }),
    ...treeRows({ cluster: 'degraded', poll, launch, records: [] }),
  ];
  expect(rows.map(({ id, context, command }) => [id, context, command])).toEqual([
    ['problem:cluster', 'problem.stopCluster', undefined],
    ['problem:dashboard', 'problem.stopCluster', undefined],
    ['problem:launch', 'problem', 'twinkle.showLog'],
    ['problem:left', 'problem.stopServer', undefined],
  ]);
});
