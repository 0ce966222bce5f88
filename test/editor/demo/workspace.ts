/** The demo's workspace: a copy of examples/demo that a person may change as they like. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { freePort } from '../harness/ports';

export interface DemoWorkspace {
  readonly folder: string;
  /** Where the extension writes down what it started. */
  readonly state: string;
  /** What to tell: ports that were taken, or that the last run's cluster is still there. */
  readonly notes: readonly string[];
}

/**
 * Copies the sample afresh, on other ports where the usual ones are taken. While records of an earlier run name
 * processes, its copy is kept as it is: they belong to its files.
 */
export async function prepareWorkspace(root: string, base: string): Promise<DemoWorkspace> {
  const folder = path.join(base, 'workspace');
  const state = path.join(base, 'state');
  if ((await recordsIn(state)).length > 0) {
    return {
      folder,
      state,
      notes: ['A cluster of an earlier demo is still recorded; the workspace is kept as it was.'],
    };
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(base, { recursive: true });
  await cp(path.join(root, 'examples', 'demo'), folder, { recursive: true });
  const notes = [
    ...(await movePorts(path.join(folder, 'twinkle_cluster.yaml'), [6379, 8265])),
    ...(await movePorts(path.join(folder, 'server_config.yaml'), [8000])),
  ];
  return { folder, state, notes };
}

async function recordsIn(state: string): Promise<string[]> {
  try {
    return (await readdir(path.join(state, 'records'))).filter(name => name.endsWith('.json'));
  } catch {
    return [];
  }
}

async function movePorts(file: string, ports: readonly number[]): Promise<string[]> {
  const notes: string[] = [];
  for (const port of ports) {
    if (await isFree(port)) continue;
    const other = await freePort();
    const text = await readFile(file, 'utf8');
    const moved = text.replace(new RegExp(`port: ${port}\\b`), `port: ${other}`);
    if (moved === text) throw new Error(`${file} does not name port ${port}.`);
    await writeFile(file, moved);
    notes.push(`Port ${port} is taken on this machine; ${path.basename(file)} has ${other} instead.`);
  }
  return notes;
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '0.0.0.0', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
