/** The texts of a new configuration and of its cluster file over the wire. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver/node';
import {
  factsNotification,
  forecastRequest,
  newClusterRequest,
  newConfigChoicesRequest,
  newConfigRequest,
  type ForecastView,
  type NewCluster,
  type NewConfigAnswers,
  type NewConfigChoices,
} from '../../server/src/protocol';
import { LspClient } from './client';

let folder: string;
let client: LspClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-new-'));
  client = await LspClient.start();
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true });
});

const answers: NewConfigAnswers = {
  model: 'Qwen/Qwen3.5-4B',
  backend: 'megatron',
  device: 'gpu',
  training: 2,
  sampling: 1,
  clients: ['twinkle', 'tinker'],
  processor: true,
};

it('the choices and the text are those of the installed release', async () => {
  const { connection } = client;
  const choices = () => connection.sendRequest<NewConfigChoices>(newConfigChoicesRequest);
  expect(await choices()).toEqual({
    twinkleVersion: '0.5.1',
    versionReason: 'newest',
    backends: ['transformers', 'megatron', 'mock'],
  });
  await connection.sendNotification(factsNotification, { twinkleVersion: '0.3.0' });
  expect(await choices()).toEqual({
    twinkleVersion: '0.3.0',
    versionReason: 'installed',
    backends: ['transformers', 'megatron'],
  });
  const text = await connection.sendRequest<string>(newConfigRequest, answers);
  expect(text).toContain('      use_megatron: true\n');
});

it('the cluster file is for the configuration on the disk, which then fits', async () => {
  const { connection } = client;
  const config = join(folder, 'server_config.yaml');
  writeFileSync(config, await connection.sendRequest<string>(newConfigRequest, answers));
  const uri = pathToFileURL(config).href;
  const cards = [0, 1, 2].map(index => ({ device: 'gpu', index }));
  const made = await connection.sendRequest<NewCluster>(newClusterRequest, { config: uri, cards });
  expect(made.conflicts).toEqual([]);
  const cluster = join(folder, 'twinkle_cluster.yaml');
  writeFileSync(cluster, made.text);
  await connection.sendNotification(DidChangeWatchedFilesNotification.type, {
    changes: [{ uri: pathToFileURL(cluster).href, type: FileChangeType.Created }],
  });
  const view = await connection.sendRequest<ForecastView | null>(forecastRequest, { uri });
  expect(view?.applications.map(({ status, certain }) => `${status} ${String(certain)}`)).toEqual(
    Array.from({ length: 4 }, () => 'placed true'),
  );
  expect(view?.nodes.map(({ gpus }) => gpus)).toEqual([[0, 1], [2], []]);
});

it('without a configuration, or with one that is gone, the cards of the machine are listed', async () => {
  const gone = pathToFileURL(join(folder, 'server_config.yaml')).href;
  for (const params of [{ cards: [] }, { cards: [], config: gone }]) {
    const { text } = await client.connection.sendRequest<NewCluster>(newClusterRequest, params);
    expect(text).toMatch(/- name: head\n {4}host: local\n {4}gpus: \[\]\n$/);
  }
});
