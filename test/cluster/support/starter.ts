/** Runs {@link file://./starterMain.ts} as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ClusterView } from '../../../server/src/protocol';
import type { Lab } from './lab';

/** Starts the cluster of the lab from another process; its output goes to this one's. */
export async function startFromAnotherProcess(lab: Lab, view: ClusterView): Promise<ChildProcess> {
  const script = join(lab.folder, 'starter.mjs');
  const viewFile = join(lab.folder, 'view.json');
  writeFileSync(viewFile, JSON.stringify(view));
  await build({
    entryPoints: [fileURLToPath(new URL('starterMain.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    loader: { '.py': 'text' },
    format: 'esm',
    logLevel: 'error',
  });
  // In a session of its own: its command line names the lab, and the lab ends the sessions of all that do.
  return spawn(process.execPath, [script, lab.folder, viewFile], { stdio: 'inherit', detached: true });
}
