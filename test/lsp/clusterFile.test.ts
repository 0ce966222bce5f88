/** The cluster file beside a configuration, over the wire: whatever way it changes, the configuration follows. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  DidChangeWatchedFilesNotification,
  DidSaveTextDocumentNotification,
} from 'vscode-languageserver/node';
import { LspClient } from './client';
import { config, ranksLine } from './configs';

let client: LspClient;
beforeEach(async () => {
  client = await LspClient.start();
});
afterEach(() => {
  client.kill();
});

describe('the cluster file', () => {
  let folder: string;
  let file: string;
  let clusterFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'twinkle-lsp-'));
    file = pathToFileURL(join(folder, 'server_config.yaml')).href;
    clusterFile = pathToFileURL(join(folder, 'twinkle_cluster.yaml')).href;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const nodes = (gpus: string) => `cluster_name: lab\nnodes:\n  - name: head\n    gpus: ${gpus}\n`;

  it('open in the editor wins over the disk, and its edits reach the configuration', async () => {
    writeFileSync(join(folder, 'twinkle_cluster.yaml'), nodes('[0]'));
    await client.open(file, config);
    expect((await client.version(file, 1)).brief).toEqual([`ranks-exceed-cluster@${ranksLine}`]);
    await client.open(clusterFile, nodes('[0, 1, 2, 3]'), 'twinkle-cluster');
    await client.diagnostics(file, published => published.diagnostics.length === 0);
    await client.change(clusterFile, 2, { text: nodes('[0, 1]') });
    await client.diagnostics(file, published =>
      published.brief.includes(`ranks-exceed-cluster@${ranksLine}`),
    );
    await client.change(clusterFile, 3, { text: nodes('"broken') });
    await client.diagnostics(file, () => client.published.at(-1)?.diagnostics.length !== undefined);
    await client.diagnostics(
      clusterFile,
      published => published.version === 3 && published.diagnostics.length > 0,
    );
    await client.diagnostics(
      file,
      () => client.published.findLast(each => each.uri === file)?.diagnostics.length === 0,
    );
  });

  it('is looked at again when the client reports a change on the disk', async () => {
    await client.open(file, config);
    expect((await client.version(file, 1)).brief).toEqual([]);
    writeFileSync(join(folder, 'twinkle_cluster.yaml'), nodes('[0]'));
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: clusterFile, type: 1 }],
    });
    await client.diagnostics(file, published => published.diagnostics.length > 0);
  });

  it('is looked at again on a save, for clients that watch no files', async () => {
    await client.open(file, config);
    await client.version(file, 1);
    writeFileSync(join(folder, 'twinkle_cluster.yaml'), nodes('[0]'));
    await client.connection.sendNotification(DidSaveTextDocumentNotification.type, {
      textDocument: { uri: file },
    });
    await client.diagnostics(file, published => published.diagnostics.length > 0);
  });
});
