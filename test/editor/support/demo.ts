/** A copy of the demo's workspace, on ports that nobody else uses. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '../harness/ports';

const source = path.join(import.meta.dirname, '../../../examples/demo');

export interface Demo {
  /** Everything of one test: the workspace, the editor's folders, the records. */
  readonly folder: string;
  readonly workspace: string;
  readonly stateFolder: string;
  readonly ports: { readonly gcs: number; readonly dashboard: number; readonly http: number };
  dispose(): void;
}

export async function copyDemo(): Promise<Demo> {
  // Short, because Ray puts sockets below it whose paths have a limit.
  const folder = mkdtempSync(path.join(tmpdir(), 'tw-'));
  const workspace = path.join(folder, 'demo');
  cpSync(source, workspace, { recursive: true, filter: file => !file.includes('.locks') });
  const [gcs = 0, dashboard = 0, http = 0] = await freePorts(3);
  replace(path.join(workspace, 'twinkle_cluster.yaml'), [
    [/port: 6379/, `port: ${gcs}`],
    [/dashboard_port: 8265/, `dashboard_port: ${dashboard}`],
  ]);
  replace(path.join(workspace, 'server_config.yaml'), [[/port: 8000/, `port: ${http}`]]);
  return {
    folder,
    workspace,
    stateFolder: path.join(folder, 'state'),
    ports: { gcs, dashboard, http },
    dispose: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Throws where a pattern is not found: the demo has changed, and the test would mean something else. */
function replace(file: string, changes: readonly (readonly [RegExp, string])[]): void {
  let content = readFileSync(file, 'utf8');
  for (const [pattern, replacement] of changes) {
    if (!pattern.test(content)) throw new Error(`${file} has no ${pattern.source}.`);
    content = content.replace(pattern, replacement);
  }
  writeFileSync(file, content);
}
