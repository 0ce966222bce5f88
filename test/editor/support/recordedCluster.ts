/** A cluster that seems to run: a process named as the head, its record, and a dashboard with recorded answers. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { keeperOf, nodeRecord, plantRecord } from '../../support/keeper';
import { processOf } from '../../support/processTable';
import type { Demo } from './demo';
import { root } from './fixture';

/** Files of answers of a real cluster, by what is asked. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/version/, 'version'],
  [/^\/nodes/, 'nodes'],
  [/^\/api\/v0\/nodes/, 'state-nodes'],
  [/^\/api\/cluster_status/, 'cluster-status'],
  [/^\/api\/serve\/applications/, 'serve'],
];

/** @param change what to change in an answer, by the name of its file */
export async function recordedCluster(
  change: (name: string, answer: string) => string,
): Promise<{ plant(demo: Demo): Promise<void>; dispose(): void }> {
  const dashboard = createServer(({ url = '' }, response) => {
    const name = answers.find(([pattern]) => pattern.test(url))?.[1];
    const file = path.join(root, 'test/fixtures/ray-2.60', `${name ?? 'none'}.json`);
    response.end(name === undefined ? '{}' : change(name, readFileSync(file, 'utf8')));
  });
  await new Promise<void>(resolve => dashboard.listen(0, '127.0.0.1', resolve));
  const raylet = spawn('bash', ['-c', 'exec -a raylet sleep 600'], { detached: true, stdio: 'ignore' });
  const pid = raylet.pid ?? 0;
  return {
    plant: async ({ stateFolder, workspace }) => {
      const keeper = keeperOf(stateFolder);
      try {
        const facts = await keeper.facts({}, AbortSignal.timeout(30_000));
        const record = nodeRecord(facts, path.join(workspace, 'twinkle_cluster.yaml'), {
          process: { pid, session: pid, startTicks: processOf(pid)?.startTicks ?? 0 },
          ray: {
            address: '127.0.0.1:1',
            dashboardUrl: `http://127.0.0.1:${(dashboard.address() as AddressInfo).port}`,
            auth: 'disabled',
            head: true,
            ports: [],
          },
        });
        plantRecord(stateFolder, record);
      } finally {
        keeper.dispose();
      }
    },
    dispose: () => {
      raylet.kill('SIGKILL');
      dashboard.closeAllConnections();
      dashboard.close();
    },
  };
}
