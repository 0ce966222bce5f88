import { describe, expect, it } from 'vitest';
import { recordedSnapshot } from '../../../../test/unit/support/recordedSnapshot';
import type { LaunchView } from '../launch/view';
import type { NodeRecord } from '../records/processRecord';
import { asOf, clock, type Row, type TreeInput } from './row';
import { statusOf } from './status';
import { treeRows } from './tree';
import type { Snapshot } from '../ray/snapshot';
import { plain, text } from '../text/text';

const stopped: LaunchView = { state: 'stopped', checks: [], applications: [], left: [] };

function input(snapshot: Snapshot | undefined, more: Partial<TreeInput> = {}): TreeInput {
  return {
    cluster: 'running',
    poll: { missed: 0, stale: false, ...(snapshot === undefined ? {} : { snapshot }) },
    launch: { ...stopped, state: 'running' },
    records: [],
    ...more,
  };
}

/** The rows as lines of text, two spaces deeper per level. */
function drawn(rows: readonly Row[], depth = 0): string[] {
  return rows.flatMap(row => [
    `${'  '.repeat(depth)}${plain(row.label)}${row.description.length === 0 ? '' : ` | ${row.description.map(plain).join(' · ')}`}`,
    ...drawn(row.children?.() ?? [], depth + 1),
  ]);
}

function record(node: string, ports: number[], gpus: number[]): NodeRecord {
  return {
    version: 2,
    id: node,
    attempt: 'a',
    stage: 'started',
    machine: 'm',
    boot: 'b',
    kind: 'node',
    clusterFile: '/project/twinkle_cluster.yaml',
    cluster: 'lab',
    node,
    host: 'local',
    process: { pid: 1, session: 1, startTicks: 1 },
    argv: [],
    logFile: '',
    exitFile: '',
    createdAt: 0,
    ray: { address: '', dashboardUrl: '', auth: 'disabled', head: node === 'head', gpus, ports },
  };
}

/** The ports of the recorded cluster: agent and metrics of its three raylets. */
const records = [
  record('head', [27265, 27365, 27400], [0, 1, 2, 3]),
  record('sampler', [27366, 27401], [4, 5, 6, 7]),
  record('processor', [27367, 27402], []),
];

describe('treeRows of a recorded cluster', () => {
  it('shows nodes by the names of the cluster file, with what is used, and applications with their replicas', () => {
    const rows = treeRows(input(recordedSnapshot(), { records }));
    const lines = drawn(rows).map(line => line.replace(/replica \w{8}$/, 'replica …'));
    expect(lines[0]).toBe('Nodes | 3 alive');
    expect(lines[1]).toMatch(/^ {2}head \| GPU [12]\/4 used · CPU [\d.]+\/8 used$/);
    expect(lines.slice(1, 4).map(line => line.trim().split(' ')[0])).toEqual(
      expect.arrayContaining(['head', 'sampler', 'processor']),
    );
    expect(lines.find(line => line.startsWith('  processor |'))).toMatch(/\| no GPU · CPU [\d.]+\/8 used$/);
    expect(lines[4]).toBe('Applications | 4/4 running');
    expect(lines.slice(5).map(line => line.replace(/on (head|sampler|processor) /, 'on … '))).toEqual(
      [
        ['server', 'GatewayServer'],
        ['mock-model', 'ModelManagement'],
        ['mock-sampler', 'SamplerManagement'],
        ['processor', 'ProcessorManagement'],
      ].flatMap(([application = '', deployment = '']) => [
        `  ${application} | running · 1/1 replica`,
        `    ${deployment} | healthy`,
        '      running on … | replica …',
      ]),
    );
  });

  it('says kind, name and state of each row, and which node is the head', () => {
    const said = (rows: readonly Row[]): string[] =>
      rows.flatMap(row => [
        row.accessibility.map(plain).slice(0, 2).join(' | '),
        ...said(row.children?.() ?? []),
      ]);
    const all = said(treeRows(input(recordedSnapshot('-dead'), { records })));
    expect(all).toContain('Head node head | alive');
    expect(all).toContain('Deployment GatewayServer | healthy');
    expect(all.filter(line => /^Node .* \| dead$/.test(line))).toHaveLength(1);
  });

  it('lists the nodes in the order in which they were started', () => {
    const order = (...started: number[]): unknown => {
      const known = records.map((each, index) => ({ ...each, createdAt: started[index] ?? 0 }));
      const [nodes] = treeRows(input(recordedSnapshot(), { records: known }));
      return nodes?.children?.().map(({ label }) => plain(label));
    };
    expect(order(1, 2, 3)).toEqual(['head', 'sampler', 'processor']);
    expect(order(1, 3, 2)).toEqual(['head', 'processor', 'sampler']);
  });

  it('has an id of its own for each row', () => {
    const ids = (rows: readonly Row[]): string[] =>
      rows.flatMap(row => [row.id, ...ids(row.children?.() ?? [])]);
    const all = ids(treeRows(input(recordedSnapshot('-dead'), { records })));
    expect(new Set(all).size).toBe(all.length);
  });

  it('tells nodes of one address apart without records', () => {
    const [nodes] = treeRows(input(recordedSnapshot()));
    const labels = nodes?.children?.().map(row => plain(row.label)) ?? [];
    expect(labels).toHaveLength(3);
    expect(labels).toContain('cpu');
    expect(labels.filter(label => /^192\.0\.2\.2 \([0-9a-f]{8}\)$/.test(label))).toHaveLength(2);
  });

  it('gives no name to a node that two records could be', () => {
    const [nodes] = treeRows(
      input(recordedSnapshot(), { records: [...records, record('twin', [27366], [])] }),
    );
    expect(nodes?.children?.().map(row => plain(row.label))).not.toContain('sampler');
  });

  it('folds dead nodes into one row', () => {
    const [nodes] = treeRows(input(recordedSnapshot('-dead')));
    expect(plain(nodes?.description[0] ?? text(''))).toBe('2 alive');
    const dead = nodes?.children?.().at(-1);
    expect(drawn(dead === undefined ? [] : [dead])[0]).toBe('Dead nodes | 1');
    expect(dead?.expanded).toBe(false);
    expect(plain(dead?.children?.()[0]?.description[0] ?? text(''))).toContain('SIGTERM');
  });

  it('shows of a launch under way the phase of each application, also of those that Serve does not know yet', () => {
    const launch: LaunchView = {
      ...stopped,
      state: 'launching',
      applications: [
        { name: 'server', phase: 'running' },
        { name: 'mock-model', phase: 'running' },
        { name: 'mock-sampler', phase: 'placing' },
        { name: 'processor', phase: 'waiting' },
      ],
    };
    const rows = treeRows(input(recordedSnapshot('', 'serve-deploying'), { launch }));
    const applications = rows[1]?.children?.().map(row => drawn([row])[0]);
    expect(plain(rows[1]?.description[0] ?? text(''))).toBe('2/4 running');
    expect(applications?.[2]).toMatch(/^mock-sampler \| starting its replica · 0\/1 replica$/);
    expect(applications?.[3]).toBe('processor | waiting for its turn');
  });
});

describe('an application whose replica fails', () => {
  const retried = `A replica failed to start with exception. Retrying 2 more time(s). Error:
ray::ServeReplica:mock-sampler:SamplerManagement.initialize_and_get_metadata() (pid=1)
  File "replica.py", line 1928, in initialize
AssertionError: Not enough resources, required nodes: 4, available: 2`;
  const withMessage = (status: string, message: string): Snapshot => {
    const snapshot = recordedSnapshot('', 'serve-deploying');
    return {
      ...snapshot,
      applications: snapshot.applications.map(each =>
        each.name === 'mock-sampler'
          ? { ...each, status, deployments: each.deployments.map(one => ({ ...one, message })) }
          : each,
      ),
    };
  };
  const sampler = (snapshot: Snapshot, launch: LaunchView) =>
    treeRows(input(snapshot, { launch }))[1]
      ?.children?.()
      .find(({ id }) => id === 'application:mock-sampler');
  const launching = (more: object): LaunchView => ({
    ...stopped,
    state: 'launching',
    applications: [{ name: 'mock-sampler', phase: 'placing', ...more }],
  });

  it('says which attempt it is, and the cause of the last one', () => {
    const log = { failedReplicas: ['a'], failure: 'AssertionError: x' };
    const row = sampler(recordedSnapshot('', 'serve-deploying'), launching(log));
    expect(row?.description.map(plain)).toEqual([
      'attempt 2',
      'after AssertionError: x',
      'starting its replica',
      '0/1 replica',
    ]);
  });

  it('has the cause from Serve where the log does not have it', () => {
    const row = sampler(withMessage('DEPLOYING', retried), { ...stopped, state: 'running' });
    expect(row?.description.map(plain)).toEqual([
      'after AssertionError: Not enough resources, required nodes: 4, available: 2',
      'deploying',
      '0/1 replica',
    ]);
    expect(row?.children?.()[0]?.description.map(plain)[0]).toMatch(/^AssertionError: Not enough/);
  });

  it('shows the cause where Serve has given up, and the whole message in its details', () => {
    const traceback = Array.from({ length: 40 }, (_, line) => `  File "x.py", line ${line}`).join('\n');
    const message = `The deployment failed to start 3 times in a row. Error:\n${traceback}\nValueError: no`;
    const row = sampler(withMessage('DEPLOY_FAILED', message), stopped);
    expect(row?.description.map(plain)).toEqual(['ValueError: no', 'deployment failed', '0/1 replica']);
    expect(row?.tooltip.map(plain)).not.toContain('  File "x.py", line 0');
    expect(row?.details.map(plain)).toEqual(
      expect.arrayContaining(['  File "x.py", line 0', 'ValueError: no']),
    );
  });

  it('says nothing of a message that is no failure', () => {
    const row = sampler(withMessage('DEPLOYING', 'Deployment is waiting.\nValueError: old'), stopped);
    expect(row?.description.map(plain)).toEqual(['deploying', '0/1 replica']);
  });
});

describe('cards', () => {
  const snapshot = recordedSnapshot();
  const card = (index: number) => ({ index, uuid: `GPU-${index}`, memoryUsed: 1024, memoryTotal: 81_920 });
  const cards = Array.from({ length: 8 }, (_, index) => card(index));
  const withCards: Snapshot = { ...snapshot, nodes: snapshot.nodes.map(node => ({ ...node, cards })) };
  const shown = (row: Row | undefined) => row?.children?.().map(each => drawn([each])[0]);

  it('are those that the record gave to the node, though each raylet reports all of the machine', () => {
    const [nodes] = treeRows(input(withCards, { records }));
    const named = (name: string) => nodes?.children?.().find(row => plain(row.label) === name);
    expect(shown(named('head'))).toEqual([0, 1, 2, 3].map(index => `GPU ${index} | load n/a · 1.0/80.0 GB`));
    expect(shown(named('processor'))).toBeUndefined();
  });

  it('are not shown where it is unknown whose they are', () => {
    const [nodes] = treeRows(input(withCards));
    expect(nodes?.children?.().flatMap(row => row.children?.() ?? [])).toEqual([]);
  });

  it('are all of the machine where the node is alone on it', () => {
    const alone: Snapshot = { ...withCards, nodes: withCards.nodes.slice(0, 1) };
    expect(treeRows(input(alone))[0]?.children?.()[0]?.children?.()).toHaveLength(8);
  });
});

describe('rows in words', () => {
  it('are none while the cluster is stopped, so that the welcome text shows', () => {
    const problem = { kind: 'unreachable' as const, what: text('refused') };
    const poll = { missed: 3, stale: true, snapshot: recordedSnapshot(), problem };
    expect(treeRows(input(undefined, { cluster: 'stopped', launch: stopped, poll }))).toEqual([]);
  });

  it('tell why the dashboard cannot be read, above what is still known', () => {
    const problem = {
      kind: 'unreachable' as const,
      what: text('No answer from {0}.', 'http://x'),
      remedy: text('Wait.'),
    };
    const rows = treeRows(
      input(undefined, { poll: { missed: 2, stale: true, snapshot: recordedSnapshot(), problem } }),
    );
    expect(plain(rows[0]?.label ?? text(''))).toBe('No answer from http://x.');
    expect(rows[0]?.action).toEqual({ kind: 'refresh' });
    expect(rows.map(row => row.context)).toEqual(['problem', 'group.nodes', 'group.applications']);
    const token = treeRows(
      input(undefined, {
        poll: {
          missed: 1,
          stale: false,
          problem: { ...problem, kind: 'unauthorized', actions: [{ kind: 'setRayToken' }] },
        },
      }),
    );
    expect(token.map(row => row.action)).toEqual([{ kind: 'setRayToken' }]);
  });

  it('tell why a launch failed, and what it left behind', () => {
    const launch: LaunchView = {
      ...stopped,
      state: 'failed',
      problem: {
        what: text('The launch failed.'),
        cause: { message: 'TypeError: x', application: 'model', raw: '' },
      },
      left: ['server'],
    };
    const rows = treeRows(input(recordedSnapshot(), { launch }));
    expect(drawn(rows.slice(0, 2))).toEqual([
      'TypeError: x | The launch failed.',
      '1 application runs on without its launcher | server',
    ]);
    expect(rows.slice(0, 2).map(row => row.command)).toEqual(['twinkle.showLog', undefined]);
    expect(rows[1]?.context).toBe('problem.stopServer');
  });

  it('offer to launch where no application runs', () => {
    const empty: Snapshot = { ...recordedSnapshot(), applications: [] };
    const [, applications] = treeRows(input(empty, { launch: stopped }));
    expect(applications?.children?.().map(row => row.command)).toEqual(['twinkle.launchServer']);
  });

  it('say the time and whether it is stale', () => {
    const snapshot: Snapshot = { ...recordedSnapshot(), takenAt: new Date(2026, 10, 24, 7, 5, 9).getTime() };
    expect(clock(snapshot.takenAt)).toBe('07:05:09');
    expect(plain(asOf({ snapshot, missed: 0, stale: false }) ?? text(''))).toBe('as of 07:05:09');
    expect(plain(asOf({ snapshot, missed: 2, stale: true }) ?? text(''))).toBe('stale, as of 07:05:09');
    expect(asOf({ missed: 0, stale: false })).toBeUndefined();
  });
});

describe('statusOf', () => {
  const words = (given: TreeInput) => statusOf(given).parts.map(plain).join(' · ');

  it('counts nodes and applications', () => {
    expect(words(input(recordedSnapshot(), { records }))).toBe('Ray 3 nodes · Twinkle 4/4 apps');
    expect(statusOf(input(recordedSnapshot(), { records })).tone).toBe('good');
    expect(words(input(recordedSnapshot('-dead'), { records }))).toBe('Ray 2/3 nodes · Twinkle 4/4 apps');
    expect(words(input(undefined, { cluster: 'stopped', launch: stopped }))).toBe('Ray stopped');
    expect(words(input({ ...recordedSnapshot(), applications: [] }, { launch: stopped }))).toBe(
      'Ray 3 nodes',
    );
  });

  it('says what is under way and what failed', () => {
    const launch: LaunchView = {
      ...stopped,
      state: 'launching',
      applications: [
        { name: 'a', phase: 'running' },
        { name: 'b', phase: 'placing' },
      ],
    };
    expect(words(input(recordedSnapshot(), { launch }))).toBe('Ray 3 nodes · Twinkle 1/2 apps');
    expect(statusOf(input(recordedSnapshot(), { launch })).icon).toBe('loading~spin');
    const failed = statusOf(
      input(recordedSnapshot(), {
        launch: { ...stopped, state: 'failed', problem: { what: text('It died.') } },
      }),
    );
    expect(failed.parts.map(plain)).toContain('Twinkle failed');
    expect(failed.tone).toBe('error');
    expect(failed.tooltip.map(plain)).toContain('It died.');
  });
});
