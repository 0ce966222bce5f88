/** Folders that come and go while the server runs: a cluster file is looked for up to the folder that is open. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DidChangeWorkspaceFoldersNotification, WorkspaceSymbolRequest } from 'vscode-languageserver/node';
import { fullCapabilities, LspClient } from './client';
import { config, ranksLine } from './configs';

const capabilities = {
  ...fullCapabilities,
  workspace: { ...fullCapabilities.workspace, workspaceFolders: true },
};

let client: LspClient;
let folder: string;
const uri = (...path: string[]) => pathToFileURL(join(folder, ...path)).href;
const tell = (change: { added?: string[]; removed?: string[] }) => {
  const folders = (uris: string[] = []) => uris.map(each => ({ uri: each, name: 'lab' }));
  return client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added: folders(change.added), removed: folders(change.removed) },
  });
};
const symbols = () => client.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'head' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle folders-'));
  mkdirSync(join(folder, 'one/deep'), { recursive: true });
  mkdirSync(join(folder, 'two'));
  const cluster = 'cluster_name: lab\nnodes:\n  - name: head\n    gpus: [0]\n';
  writeFileSync(join(folder, 'one/twinkle_cluster.yaml'), cluster);
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true });
});

describe('workspace folders', () => {
  it('that are added are searched for cluster files, and those that are removed no longer', async () => {
    client = await LspClient.start({ workspaceFolders: [{ uri: uri('two'), name: 'two' }] }, capabilities);
    expect(client.initializeResult?.capabilities.workspace?.workspaceFolders).toEqual({
      supported: true,
      changeNotifications: true,
    });
    const file = uri('one/deep/server_config.yaml');
    await client.open(file, config);
    expect((await client.version(file, 1)).brief).toEqual([]);
    expect(await symbols()).toEqual([]);

    await tell({ added: [uri('one')] });
    await client.diagnostics(file, ({ brief }) => brief.includes(`ranks-exceed-cluster@${ranksLine}`));
    expect(await symbols()).toMatchObject([{ name: 'head' }]);

    // As another side of the wire may write the same folder.
    await tell({ removed: [`${uri('one').replaceAll('%20', ' ')}/`], added: [uri('two')] });
    await expect
      .poll(() => client.published.findLast(each => each.uri === file)?.brief, { timeout: 20_000 })
      .toEqual([]);
    expect(await symbols()).toEqual([]);
  });

  it('of a client that never reports changes are not asked for', async () => {
    client = await LspClient.start();
    expect(client.initializeResult?.capabilities.workspace).toBeUndefined();
  });
});
