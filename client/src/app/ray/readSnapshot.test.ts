import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { localDashboard } from '../../../../test/support/localDashboard';
import type { Snapshot } from '../../core/ray/snapshot';
import { readSnapshot } from './readSnapshot';

/** Recorded answers of ray 2.60 by their paths; one without an answer fails. */
const answers = (serve: string): readonly (readonly [RegExp, string])[] => [
  [/^\/api\/version/, 'version'],
  [/^\/nodes/, 'nodes-pending'],
  [/^\/api\/v0\/nodes/, 'state-nodes-pending'],
  [/^\/api\/cluster_status/, 'cluster-status-pending'],
  [/^\/api\/serve\/applications/, serve],
  [/^\/api\/v0\/actors\?.*filter_values=DEAD/, 'actors-pending'],
  [/^\/api\/v0\/placement_groups\?detail=1/, 'placement-groups-pending'],
];

/** What is read of a dashboard with these answers, and the paths that were asked for. */
async function read(known: ReturnType<typeof answers>): Promise<{ snapshot: Snapshot; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const name = known.find(([pattern]) => pattern.test(path))?.[1];
    const folder = new URL('../../../../test/fixtures/ray-2.60/', import.meta.url);
    if (name === undefined) response.writeHead(500).end('busy');
    else response.end(readFileSync(new URL(`${name}.json`, folder)));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const dashboard = localDashboard(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    return { snapshot: await readSnapshot(dashboard, AbortSignal.timeout(20_000)), asked };
  } finally {
    dashboard.dispose();
    server.close();
  }
}

const claimed = (asked: readonly string[]) => asked.filter(path => /actors|placement_groups/.test(path));

it('asks who holds and who waits only while an application is deployed', async () => {
  const deploying = await read(answers('serve-pending'));
  expect(deploying.snapshot.gaps).toEqual([]);
  expect(deploying.snapshot.claims?.groups.map(({ state }) => state)).toEqual(['PENDING', 'CREATED']);
  const running = await read(answers('serve'));
  expect(claimed(running.asked)).toEqual([]);
  expect(running.snapshot.claims).toBeUndefined();
});

it('shows the rest where Ray does not answer that', async () => {
  const { snapshot, asked } = await read(answers('serve-pending').slice(0, -1));
  expect(claimed(asked)).toHaveLength(2);
  expect([snapshot.gaps, snapshot.claims, snapshot.applications.length]).toEqual([[], undefined, 2]);
});
