import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeClaims } from './decodeClaims';

/** Answers of ray 2.60 while the second of two models waits for the four GPUs that the first one holds. */
function recorded(name: string): unknown {
  const url = new URL(`../../../../test/fixtures/ray-2.60/${name}-pending.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as unknown;
}
const groups = recorded('placement-groups');
const actors = recorded('actors');

describe('decodeClaims', () => {
  it('has what is reserved with its node, what waits, and the replicas with their job', () => {
    const claims = decodeClaims(groups, actors);
    const [waiting, reserved] = claims?.groups ?? [];
    expect(waiting).toMatchObject({ state: 'PENDING', bundles: [{ resources: { GPU: 4, CPU: 4 } }] });
    expect(waiting?.bundles[0]?.nodeId).toBeUndefined();
    expect(reserved).toMatchObject({ state: 'CREATED', bundles: [{ resources: { GPU: 4, CPU: 4 } }] });
    expect(reserved?.bundles[0]?.nodeId).toMatch(/^6fac8ea9/);
    const replicas = claims?.actors.filter(({ className }) => className.startsWith('ServeReplica:'));
    expect(replicas?.map(({ className, state, resources }) => [className, state, resources])).toEqual([
      ['ServeReplica:one:ModelManagement', 'ALIVE', { CPU: 0.1 }],
      ['ServeReplica:two:ModelManagement', 'ALIVE', { CPU: 0.1 }],
    ]);
    expect(new Set([...(claims?.groups ?? []), ...(replicas ?? [])].map(({ jobId }) => jobId)).size).toBe(1);
    const workers = claims?.actors.filter(({ groupId }) => groupId !== undefined);
    expect(workers).toHaveLength(4);
    expect(workers?.every(({ groupId }) => groupId === reserved?.id)).toBe(true);
  });

  it('leaves out what is gone and what it cannot read, and is silent without a list', () => {
    const list = (...rows: unknown[]) => ({ data: { result: { result: rows } } });
    const row = { placement_group_id: 'a', state: 'REMOVED' };
    const claims = decodeClaims(
      list(row, null, { ...row, state: 'PENDING', bundles: [{ unit_resources: { GPU: 'x', CPU: 0 } }, 7] }),
      list(
        { actor_id: 'a', class_name: 'B', state: 'DEAD' },
        {},
        { actor_id: 'c', class_name: 'D', state: 'E', pid: 0 },
      ),
    );
    expect(claims).toEqual({
      groups: [{ id: 'a', state: 'PENDING', bundles: [{ resources: {} }, { resources: {} }] }],
      actors: [{ id: 'c', className: 'D', state: 'E', resources: {} }],
    });
    expect(decodeClaims({ result: false }, actors)).toBeUndefined();
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (one, other) => {
        decodeClaims(one, other);
        decodeClaims(list(one), list(other));
      }),
    );
  });
});
