/** The harness itself: an editor with the extension in it comes up on a folder, and goes without a trace. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFailed } from 'vitest';
import { CodeServer } from './harness/codeServer';
import { Editor } from './harness/editor';
import { freePort } from './harness/ports';
import { languageServers, processesNaming } from './harness/processes';
import { stateInWords } from './harness/state';
import { until } from './harness/wait';

const root = path.join(import.meta.dirname, '../..');

let folder: string;
let workspace: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tw-'));
  workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const processes = () => processesNaming(folder);

/** A killed process is still listed until its parent has looked. */
const gone = () => until('no process of the editor to be left', 15_000, () => processes().length === 0);

it('shows a file with its findings, and leaves no process', async () => {
  // One information: plainly not Twinkle's.
  writeFileSync(path.join(workspace, 'server_config.yaml'), 'replicas: 1\nimage: {name: x}\n');
  const server = await CodeServer.start({
    folder,
    workspace,
    vsix: path.join(root, 'dist/twinkle-server.vsix'),
  });
  const editor = await Editor.open({ url: server.url, screenshots: path.join(root, 'out/editor') });
  onTestFailed(async () => {
    console.error(await stateInWords('harness-failed', editor, server));
  });
  try {
    await editor.openFile('server_config.yaml');
    await editor.squiggles('info').first().waitFor();
    expect(await server.logs(/Extension activation failed/)).toEqual([]);
    expect(languageServers(folder)).toHaveLength(1);
  } finally {
    await editor.close();
    await server.dispose();
  }
  await gone();
});

it('does not take another server on its port for its own', async () => {
  const port = await freePort();
  const other = await new Promise<Server>(resolve => {
    const listening = createServer((_, response) => response.end('{}')).listen(port, '127.0.0.1', () => {
      resolve(listening);
    });
  });
  try {
    await expect(CodeServer.start({ folder, workspace, port })).rejects.toThrow(/EADDRINUSE/);
  } finally {
    other.close();
  }
  await gone();
});

it('can be disposed after its server was killed', async () => {
  const server = await CodeServer.start({ folder, workspace });
  // By the system call: procps' kill takes "-12345" for the pid -1, which means every process of the machine.
  if (server.pid === undefined || server.pid <= 1) throw new Error('The server has no pid.');
  process.kill(-server.pid, 'SIGKILL');
  await server.dispose();
  await gone();
});
