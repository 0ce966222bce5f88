import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeSnapshot, type Answer, type Answers } from './decodeSnapshot';
import { aliveNodes } from './decodeNodes';
import { plain, text } from '../text/text';

/** Answers of a real dashboard: ray 2.60 with three raylets on one machine and four mock applications. */
function recorded(name: string): Answer {
  const url = new URL(`../../../../test/fixtures/ray-2.60/${name}.json`, import.meta.url);
  return { value: JSON.parse(readFileSync(url, 'utf8')) as unknown };
}

const running: Answers = {
  version: recorded('version'),
  nodes: recorded('nodes'),
  nodeResources: recorded('state-nodes'),
  clusterStatus: recorded('cluster-status'),
  applications: recorded('serve'),
};

const recordedAnswers: Answer[] = [
  running.version,
  running.nodes,
  running.nodeResources,
  running.clusterStatus,
  running.applications,
];

describe('decodeSnapshot of recorded answers', () => {
  const snapshot = decodeSnapshot(running, 1_000);

  it('has the nodes with what is reserved on them, the head first', () => {
    expect(snapshot.gaps).toEqual([]);
    expect(snapshot.rayVersion).toBe('2.60.0');
    expect(snapshot.sessionName).toMatch(/^session_/);
    const [head, ...workers] = snapshot.nodes;
    expect(head?.head).toBe(true);
    expect(head?.gpus).toMatchObject({ total: 4 });
    expect(workers.map(node => node.head)).toEqual([false, false]);
    const used = snapshot.nodes.map(node => node.gpus?.used);
    // 2 GPUs for the model and 1 for the sampler, each on a node of its own; the third node has none.
    expect([...used].sort()).toEqual([0, 1, 2]);
    expect(snapshot.nodes.map(node => node.cpus?.total)).toEqual([8, 8, 8]);
    expect(snapshot.nodes.find(node => node.name === 'cpu')?.gpus).toEqual({
      total: 0,
      used: 0,
    });
    expect(new Set(snapshot.nodes.flatMap(node => node.ports)).size).toBe(12);
  });

  it('has the applications with their replicas, each on a node that exists', () => {
    expect(snapshot.applications.map(({ name, status }) => [name, status])).toEqual([
      ['server', 'RUNNING'],
      ['mock-model', 'RUNNING'],
      ['mock-sampler', 'RUNNING'],
      ['processor', 'RUNNING'],
    ]);
    const model = snapshot.applications[1]?.deployments[0];
    expect(model).toMatchObject({ name: 'ModelManagement', status: 'HEALTHY', targetReplicas: 1 });
    const ids = snapshot.nodes.map(node => node.nodeId);
    expect(model?.replicas).toHaveLength(1);
    expect(ids).toContain(model?.replicas[0]?.nodeId);
  });

  it('keeps a dead node, without names and ports of another', () => {
    const dead = decodeSnapshot(
      {
        ...running,
        nodes: recorded('nodes-dead'),
        nodeResources: recorded('state-nodes-dead'),
        clusterStatus: recorded('cluster-status-dead'),
      },
      0,
    );
    expect(aliveNodes(dead.nodes)).toHaveLength(2);
    const gone = dead.nodes.find(node => node.state === 'DEAD');
    expect(gone?.stateMessage).toContain('SIGTERM');
    expect(gone?.ports).toEqual([]);
  });

  it('shows what one answer tells where another fails', () => {
    const failure = { failure: text('gone') };
    const nodesOnly = decodeSnapshot({ ...running, nodeResources: failure, clusterStatus: failure }, 0);
    expect(nodesOnly.nodes.map(node => node.gpus?.total).sort()).toEqual([0, 4, 4]);
    // What is reserved is unknown then, and no 0.
    expect(nodesOnly.nodes.filter(node => node.gpus?.total === 4).map(node => node.gpus?.used)).toEqual([
      undefined,
      undefined,
    ]);
    expect(nodesOnly.gaps.map(gap => gap.part)).toEqual(['usage']);
    const stateOnly = decodeSnapshot({ ...running, nodes: failure }, 0);
    expect(stateOnly.nodes.map(node => node.gpus?.total).sort()).toEqual([0, 4, 4]);
    const noServe = decodeSnapshot({ ...running, applications: failure }, 0);
    expect(noServe.gaps.map(gap => [gap.part, plain(gap.reason)])).toEqual([['applications', 'gone']]);
    expect(noServe.nodes).toHaveLength(3);
  });

  it('drops the row that is broken and tells so', () => {
    const value = structuredClone((running.nodes as { value: { data: { summary: unknown[] } } }).value);
    value.data.summary.push({ raylet: { state: 'ALIVE' } }, null, 7);
    const broken = decodeSnapshot({ ...running, nodes: { value } }, 0);
    expect(broken.nodes).toHaveLength(3);
    expect(broken.gaps.map(gap => plain(gap.reason))).toEqual(['3 nodes could not be read.']);
  });

  it('tells where Ray leaves nodes out', () => {
    const value = structuredClone(
      (running.nodeResources as { value: { data: { result: { total: number } } } }).value,
    );
    value.data.result.total = 20_000;
    const cut = decodeSnapshot({ ...running, nodeResources: { value } }, 0);
    expect(cut.gaps.map(gap => plain(gap.reason))).toEqual(['Ray did not report 19997 nodes.']);
  });

  it('repeats the reason that Ray gives', () => {
    const refused = { value: { result: false, msg: 'Limit is too high.', data: {} } };
    const snapshot = decodeSnapshot({ ...running, nodes: refused, nodeResources: refused }, 0);
    expect(snapshot.gaps.map(gap => plain(gap.reason))).toEqual(['Ray answered: Limit is too high.']);
  });

  it('reads cards, without load where the driver does not tell it', () => {
    const value = structuredClone(
      (running.nodes as { value: { data: { summary: { gpus: unknown[] }[] } } }).value,
    );
    // As Ray's agent reports cards (dashboard/modules/reporter/gpu_providers.py); the second does not tell its load.
    const [first] = value.data.summary;
    if (first === undefined) throw new Error('The recorded answer has no node.');
    first.gpus = [
      {
        index: 1,
        name: 'NVIDIA H200',
        uuid: 'GPU-b',
        utilizationGpu: -1,
        memoryUsed: 0,
        memoryTotal: 143771,
      },
      {
        index: 0,
        name: 'NVIDIA H200',
        uuid: 'GPU-a',
        utilizationGpu: 10,
        memoryUsed: 1000,
        memoryTotal: 143771,
      },
      { name: 'no index' },
    ];
    const cards = decodeSnapshot({ ...running, nodes: { value } }, 0).nodes.flatMap(node => node.cards);
    expect(cards.map(card => [card.index, card.utilization, card.memoryTotal])).toEqual([
      [0, 10, 143771],
      [1, undefined, 143771],
    ]);
  });
});

describe('decodeSnapshot of anything', () => {
  const json = fc.jsonValue({ maxDepth: 5 });
  const answer: fc.Arbitrary<Answer> = fc.oneof(
    json.map((value): Answer => ({ value })),
    fc.constant<Answer>({ failure: text('x') }),
    fc.constantFrom<Answer[]>(...recordedAnswers),
  );
  const answers = fc.record<Answers>({
    version: answer,
    nodes: answer,
    nodeResources: answer,
    clusterStatus: answer,
    applications: answer,
  });

  it('never throws', () => {
    fc.assert(
      fc.property(answers, each => {
        decodeSnapshot(each, 0);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws on a recorded answer with one part replaced', () => {
    const parts = Object.entries(running).flatMap(([key, whole]) =>
      paths((whole as { value: unknown }).value).map(path => ({ key, path })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...parts), json, ({ key, path }, instead) => {
        const whole = structuredClone((running[key as keyof Answers] as { value: unknown }).value);
        const snapshot = decodeSnapshot({ ...running, [key]: { value: replaced(whole, path, instead) } }, 0);
        for (const node of snapshot.nodes) {
          expect(typeof node.nodeId).toBe('string');
          expect(Number.isFinite(node.gpus?.total ?? 0)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

function paths(value: unknown, before: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [before];
  return [before, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...before, key]))];
}

function replaced(value: unknown, [key, ...rest]: readonly string[], instead: unknown): unknown {
  if (key === undefined) return instead;
  const inner = (value as Record<string, unknown>)[key];
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  (copy as Record<string, unknown>)[key] = replaced(inner, rest, instead);
  return copy;
}
