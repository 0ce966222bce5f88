import { describe, expect, it } from 'vitest';
import { recordedHang } from '../../../../../test/unit/support/recordedSnapshot';
import type { ActorState, Claims } from '../../ray/claims';
import type { Snapshot } from '../../ray/snapshot';
import type { ApplicationProgress, Hang } from '../view';
import { withClaims } from './asked';
import { hangOf } from './hang';

/** By the log, which says nothing of the placement group: its replica has written no line of its own. */
const byLog: readonly ApplicationProgress[] = [
  { name: 'one', phase: 'running', replicas: 1 },
  { name: 'two', phase: 'scheduling', replicas: 1 },
];

/** The recorded moment, changed. */
function recorded(change: (claims: Claims) => Partial<Claims> = () => ({})): Snapshot {
  const snapshot = recordedHang();
  const { claims } = snapshot;
  if (claims === undefined) throw new Error('the recording has no claims');
  return { ...snapshot, claims: { ...claims, ...change(claims) } };
}

/** As where Ray does not answer the question. */
function withoutClaims(): Snapshot {
  const snapshot = recordedHang();
  return { takenAt: snapshot.takenAt, nodes: snapshot.nodes, applications: snapshot.applications, gaps: [] };
}

/** @param seconds since anything happened */
function verdict(
  snapshot: Snapshot | undefined,
  { seconds = 0, log = byLog }: { seconds?: number; log?: readonly ApplicationProgress[] } = {},
): Hang | undefined {
  const applications = snapshot === undefined ? log : withClaims(log, snapshot);
  return hangOf({ applications, snapshot, now: 1_000_000 + seconds * 1_000, since: 1_000_000 });
}

const asking =
  (resources: Record<string, number>) =>
  ({ groups }: Claims): Partial<Claims> => ({
    groups: groups.map(group => (group.state === 'PENDING' ? { ...group, bundles: [{ resources }] } : group)),
  });

describe('withClaims', () => {
  it('tells what the log does not: the placement group that the application waits for', () => {
    expect(withClaims(byLog, recorded())).toEqual([
      byLog[0],
      { ...byLog[1], phase: 'placing', waitsFor: { what: 'groups', asks: [{ GPU: 4, CPU: 4 }] } },
    ]);
  });

  it('says that a replica is being started where no group waits, whatever kind of application it is', () => {
    const created = recorded(({ groups }) => ({ groups: groups.filter(({ state }) => state === 'CREATED') }));
    expect(withClaims(byLog, created)[1]).toEqual({ ...byLog[1], phase: 'placing' });
    const gateway = [byLog[0], { name: 'two', phase: 'opening' }] as ApplicationProgress[];
    expect(withClaims(gateway, created)[1]).toEqual(gateway[1]);
  });

  it('waits for a node as long as the replica has no process', () => {
    const replica = (more: Partial<ActorState>) =>
      recorded(({ groups, actors }) => ({
        groups: groups.filter(({ state }) => state === 'CREATED'),
        actors: actors.map(actor => {
          if (!actor.className.startsWith('ServeReplica:two:')) return actor;
          const { id, className, jobId = '' } = actor;
          return { id, className, jobId, state: 'PENDING_CREATION', resources: { CPU: 16 }, ...more };
        }),
      }));
    expect(withClaims(byLog, replica({}))[1]).toEqual({
      ...byLog[1],
      waitsFor: { what: 'replica', asks: [{ CPU: 16 }] },
    });
    expect(withClaims(byLog, replica({ pid: 7 }))[1]).toEqual(byLog[1]);
    expect(verdict(replica({}))).toMatchObject({ kind: 'tooLarge', asks: { CPU: 16 } });
  });

  it('concludes nothing from groups of another job, nor where two applications are deployed', () => {
    const foreign = recorded(({ groups }) => ({ groups: groups.map(each => ({ ...each, jobId: '09' })) }));
    expect(withClaims(byLog, foreign)[1]?.waitsFor).toBeUndefined();
    const snapshot = recorded();
    const both = snapshot.applications.map(each => ({ ...each, status: 'DEPLOYING' }));
    expect(withClaims(byLog, { ...snapshot, applications: both })).toEqual(byLog);
  });

  it('believes the log that groups are placed, which is newer, unless there are several replicas', () => {
    const loading = (replicas: number): readonly ApplicationProgress[] => [
      { name: 'two', phase: 'loading', replicas },
    ];
    expect(withClaims(loading(1), recorded())).toEqual(loading(1));
    expect(withClaims(loading(2), recorded())[0]?.phase).toBe('placing');
  });
});

describe('hangOf', () => {
  it('knows at once that what this launch holds is not given back', () => {
    expect(verdict(recorded())).toMatchObject({
      application: 'two',
      kind: 'held',
      asks: { GPU: 4, CPU: 4 },
      rooms: [
        { resource: 'GPU', free: 0, total: 4 },
        { resource: 'CPU', total: 8 },
        { resource: 'GPU', free: 0, total: 0 },
        { resource: 'CPU', total: 2 },
      ],
    });
  });

  it('knows that no node is large enough, whoever holds what', () => {
    expect(verdict(recorded(asking({ GPU: 5 })))?.kind).toBe('tooLarge');
    expect(verdict(recorded(asking({ NPU: 1 })))?.kind).toBe('tooLarge');
    // Of a resource that is not counted here, nothing is known.
    expect(verdict(recorded(asking({ special: 1 })))).toBeUndefined();
  });

  it.each<[string, Snapshot]>([
    ['there is room', recorded(asking({ CPU: 1 }))],
    [
      'another program holds it',
      recorded(({ groups }) => ({
        groups: groups.map(each => (each.state === 'CREATED' ? { ...each, jobId: '09' } : each)),
      })),
    ],
    [
      'a node could not be read',
      { ...recorded(), gaps: [{ part: 'nodes', reason: { template: '', args: [] } }] },
    ],
    ['no node is known', { ...recorded(), nodes: [] }],
    ['Ray does not tell who holds it', withoutClaims()],
    [
      'an application is removed',
      {
        ...recorded(),
        applications: recorded().applications.map(each =>
          each.name === 'one' ? { ...each, status: 'DELETING' } : each,
        ),
      },
    ],
    [
      'an application may scale down',
      {
        ...recorded(),
        applications: recorded().applications.map(each => ({
          ...each,
          deployments: each.deployments.map(one => ({ ...one, targetReplicas: 1, minReplicas: 0 })),
        })),
      },
    ],
  ])('has no proof where %s, and waits', (_, snapshot) => {
    expect(verdict(snapshot)).toBeUndefined();
    expect(verdict(snapshot, { seconds: 59 })).toBeUndefined();
    expect(verdict(snapshot, { seconds: 60 })?.kind).toBe('quiet');
  });

  it('has no proof where a failed replica of several would free its groups', () => {
    const two = byLog.map(each => ({ ...each, replicas: 2 }));
    expect(verdict(recorded(), { log: two })).toBeUndefined();
  });

  it('tells what was quiet and since when, also where Ray says nothing', () => {
    expect(verdict(undefined, { seconds: 61 })).toEqual({
      application: 'two',
      kind: 'quiet',
      key: '["two","scheduling",0]',
      since: 1_000_000,
      rooms: [],
    });
    const loading: ApplicationProgress[] = [{ name: 'two', phase: 'loading' }];
    expect(verdict(undefined, { seconds: 299, log: loading })).toBeUndefined();
    expect(verdict(undefined, { seconds: 300, log: loading })?.kind).toBe('quiet');
    for (const phase of ['running', 'failed'] as const)
      expect(verdict(undefined, { seconds: 900, log: [{ name: 'two', phase }] })).toBeUndefined();
  });
});

it('has the rooms in one order, whichever Ray has', () => {
  const names = (resources: Record<string, number>) =>
    verdict(recorded(asking(resources)))?.rooms.map(({ resource }) => resource);
  // Of two nodes.
  expect(names({ CPU: 4, GPU: 4 })).toEqual(['GPU', 'CPU', 'GPU', 'CPU']);
  expect(names({ GPU: 4, CPU: 4 })).toEqual(['GPU', 'CPU', 'GPU', 'CPU']);
});
