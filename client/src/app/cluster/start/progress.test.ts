import { expect, it } from 'vitest';
import type { ClusterStatus, NodeStatus } from '../../../core/cluster/status';
import type { ClusterPlan } from '../../../core/cluster/plan';
import type { Progress } from '../../../core/async/progress';
import type { NodeRecord } from '../../../core/records/processRecord';
import { plain } from '../../../core/text/text';
import { StartProgress } from './progress';

const names = ['head', 'gpu', 'cpu'];
const plan = {
  steps: names.map(node => ({ node, host: 'local', head: node === 'head' })),
} as unknown as ClusterPlan;
const record = (node: string) => ({ id: node, node }) as unknown as NodeRecord;

it('counts the nodes as they start, and again as Ray reports them', () => {
  const lines: string[] = [];
  let status: ClusterStatus | undefined;
  const onProgress = ({ subject, message, done, total }: Progress) => {
    const count = done === undefined ? '' : ` (${done}/${total ?? '?'})`;
    lines.push(`${subject === undefined ? '' : `${subject} · `}${plain(message)}${count}`);
  };
  const states = (): NodeStatus['state'][] | undefined => status?.nodes.map(({ state }) => state);
  const progress = new StartProgress(
    plan,
    new Map(),
    now => {
      status = now;
    },
    onProgress,
  );
  expect(states()).toEqual(['waiting', 'waiting', 'waiting']);
  for (const name of names) {
    progress.onRecord(record(name));
    // The record changes while its node starts.
    progress.onRecord(record(name));
    progress.onStarted(name);
  }
  expect(states()).toEqual(['started', 'started', 'started']);
  for (const name of names) progress.onAlive(name);
  expect(states()).toEqual(['running', 'running', 'running']);
  expect(lines).toEqual([
    'head · starting (0/3)',
    'head · started (1/3)',
    'gpu · starting (1/3)',
    'gpu · started (2/3)',
    'cpu · starting (2/3)',
    'cpu · started (3/3)',
    "All nodes have started. Waiting for Ray's dashboard",
    'head · running (1/3)',
    'gpu · running (2/3)',
    'cpu · running (3/3)',
  ]);
});
