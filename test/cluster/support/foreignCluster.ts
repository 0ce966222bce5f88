/** A Ray cluster that the product did not start and must not touch. */
import { execFile, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isRaylet } from '../../../client/src/core/machine/processes';
import { isGcsServer, kill, processTable } from '../../support/processTable';
import type { Lab } from './lab';
import { testPython } from './python';

export interface ForeignCluster {
  /** Throws unless its GCS answers and its raylet is the one that was started. */
  expectAlive(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one small node as a user would in a terminal, in a session of its own. */
export async function startForeignCluster(lab: Lab): Promise<ForeignCluster> {
  const [port = 0, client = 0, agent = 0] = await lab.freePorts(3);
  const python = testPython();
  const ray = join(dirname(python), 'ray');
  const env = {
    ...process.env,
    RAY_TMPDIR: lab.folder,
    RAY_AUTH_MODE: 'disabled',
    RAY_USAGE_STATS_ENABLED: '0',
  };
  const flags = [
    '--head',
    `--port=${port}`,
    '--include-dashboard=false',
    `--ray-client-server-port=${client}`,
    `--dashboard-agent-listen-port=${agent}`,
    '--num-cpus=1',
    '--min-worker-port=0',
    '--max-worker-port=0',
  ];
  const starter = spawn(python, [ray, 'start', ...flags], { env, detached: true, stdio: 'ignore' });
  const code = await new Promise(resolve => starter.on('exit', resolve));
  const own = () => processTable().filter(({ session }) => session === starter.pid);
  const raylet = own().find(isRaylet);
  if (code !== 0 || raylet === undefined)
    throw new Error(`the foreign cluster did not start: ${String(code)}`);
  return {
    expectAlive: async () => {
      if (!own().some(({ pid }) => pid === raylet.pid)) throw new Error('the foreign raylet is gone');
      await promisify(execFile)(python, [ray, 'status', `--address=127.0.0.1:${port}`], {
        env,
        timeout: 120_000,
      });
    },
    stop: async () => {
      for (const last of [false, true]) {
        for (const process of own()) if (isGcsServer(process) === last) kill(process);
      }
      await lab.until('the foreign cluster has ended', () => Promise.resolve(own().length === 0));
    },
  };
}
