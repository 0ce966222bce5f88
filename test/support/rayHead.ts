/** In the place of a Ray head: a process that looks like its raylet, with the record that a start leaves. */
import path from 'node:path';
import { expect } from 'vitest';
import type { KeeperClient } from '../../client/src/adapters/keeper/client';
import { nodeRecord } from './keeper';
import { processTable } from './processTable';

export interface HeadOptions {
  readonly keeper: KeeperClient;
  readonly folder: string;
  readonly clusterFile: string;
  /** A file that the process has on its command line. */
  readonly program: string;
  readonly dashboardUrl: string;
}

export async function startHead(options: HeadOptions): Promise<void> {
  const { keeper, folder, clusterFile, program, dashboardUrl } = options;
  const signal = AbortSignal.timeout(20_000);
  const record = nodeRecord(await keeper.facts({}, signal), clusterFile, {
    argv: [program],
    logFile: path.join(folder, 'logs', 'raylet.log'),
    ray: {
      address: '127.0.0.1:6379',
      dashboardUrl,
      auth: 'disabled',
      head: true,
      ports: [],
      sessionName: 'session_a',
    },
  });
  const command = { argv: ['bash', '-c', 'exec -a raylet tail -f "$0"', program] as const, env: {} };
  const started = await keeper.start({ record, command, create: true }, signal);
  const { pid: head } = started.record.process;
  // bash becomes the raylet a moment after it was started.
  await expect.poll(() => processTable().find(({ pid }) => pid === head)?.argv[0]).toBe('raylet');
}
