import { expect, it } from 'vitest';
import { actingKinds } from '../text/action';
import { text } from '../text/text';
import { fixOf } from './clicks';
import { clusterProblemRow } from './cluster';
import { treeRows } from './tree';

it('a click looks or asks; what ends or starts something is a button of the row', () => {
  expect(fixOf([{ kind: 'showServerLog' }])).toEqual({
    context: 'problem',
    action: { kind: 'showServerLog' },
  });
  for (const kind of actingKinds) expect(fixOf([{ kind }])).toEqual({ context: `problem.${kind}` });
  expect(fixOf([{ kind: 'stopCluster' }, { kind: 'refresh' }])).toEqual({
    context: 'problem.stopCluster',
    action: { kind: 'refresh' },
  });
  expect(fixOf([])).toEqual({ context: 'problem' });
  expect(fixOf(undefined)).toEqual({ context: 'problem' });
});

it('no problem row ends anything by a click', () => {
  const what = text('It is broken.');
  const left = ['model'];
  const launch = { state: 'failed', checks: [], applications: [], left, problem: { what } } as const;
  const poll = {
    missed: 0,
    stale: false,
    problem: { kind: 'other', what, actions: [{ kind: 'stopCluster' }] },
  } as const;
  const rows = [
    clusterProblemRow({ what, actions: [{ kind: 'stopCluster' }] }),
    ...treeRows({ cluster: 'degraded', poll, launch, records: [] }),
  ];
  expect(rows.map(({ id, context, command, action }) => [id, context, command ?? action])).toEqual([
    ['problem:cluster', 'problem.stopCluster', undefined],
    ['problem:dashboard', 'problem.stopCluster', undefined],
    ['problem:launch', 'problem', 'twinkle.showLog'],
    ['problem:left', 'problem.stopServer', undefined],
  ]);
});
