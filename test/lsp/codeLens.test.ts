/** Code lenses and the forecast over the wire. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CodeLensRefreshRequest, CodeLensRequest } from 'vscode-languageserver/node';
import {
  forecastRequest,
  serversNotification,
  type ForecastView,
  type InitializationOptions,
  type ServerView,
} from '../../server/src/protocol';
import { fullCapabilities, LspClient } from './client';

const config = `applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args: { supported_models: [q] }
  - name: models-q
    route_prefix: /api/v1/model/q
    import_path: model
    args:
      model_id: ms://Qwen/q
      backend: mock
      nproc_per_node: 4
      device_group: { name: m, ranks: 4, device_type: cuda }
      device_mesh: { dp_size: 4 }
    deployments: [{ name: m, ray_actor_options: { num_cpus: 0.1 } }]
`;
const cluster = (gpus: string) =>
  `cluster_name: lab\nnodes:\n  - name: head\n    host: local\n    gpus: ${gpus}\n    cpus: 8\n`;

let folder: string;
let client: LspClient;
const file = (name: string) => join(folder, name);
const uri = () => pathToFileURL(file('server_config.yaml')).href;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-lens-'));
  writeFileSync(file('server_config.yaml'), config);
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true });
});

const start = async (initializationOptions: InitializationOptions, capabilities = fullCapabilities) => {
  client = await LspClient.start({ initializationOptions }, capabilities);
};
const lenses = async (of: string) =>
  (await client.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri: of } }))?.map(
    ({ command }) => command?.title,
  );

describe('code lenses', () => {
  it('are offered only to a client that has the commands', async () => {
    await start({});
    expect(client.initializeResult?.capabilities.codeLensProvider).toBeUndefined();
    client.kill();
    await start({ codeLens: true });
    expect(client.initializeResult?.capabilities.codeLensProvider).toEqual({ resolveProvider: false });
  });

  it('of a file tell what the cluster file beside it makes of it, and are renewed with that', async () => {
    await start(
      { codeLens: true },
      {
        ...fullCapabilities,
        workspace: { ...fullCapabilities.workspace, codeLens: { refreshSupport: true } },
      },
    );
    await client.open(uri(), config);
    expect(await lenses(uri())).toEqual(['Check', 'Launch', 'Forecast', '3 references']);
    const refreshed = new Promise<void>(resolve => {
      client.connection.onRequest(CodeLensRefreshRequest.type, () => {
        resolve();
      });
    });
    writeFileSync(file('twinkle_cluster.yaml'), cluster('[0, 1]'));
    const clusterUri = pathToFileURL(file('twinkle_cluster.yaml')).href;
    await client.open(clusterUri, cluster('[0, 1]'), 'twinkle-cluster');
    await refreshed;
    expect(await lenses(uri())).toEqual([
      'Check: 1 error',
      'Launch',
      'Forecast: models-q fails',
      '3 references',
    ]);
    expect(await lenses(clusterUri)).toEqual(['Start', 'Preview']);
    const servers: ServerView[] = [{ configUri: uri(), state: 'running', endpoint: 'http://h:1/api/v1' }];
    await client.connection.sendNotification(serversNotification, servers);
    expect((await lenses(uri()))?.[1]).toBe('Runs at http://h:1/api/v1');
  });
});

it('twinkle/forecast tells nodes, groups and workers', async () => {
  writeFileSync(file('twinkle_cluster.yaml'), cluster('[4, 5, 6, 7]'));
  await start({});
  await client.open(uri(), config);
  const ask = () => client.connection.sendRequest<ForecastView | null>(forecastRequest, { uri: uri() });
  expect(await ask()).toMatchObject({
    clusterState: 'read',
    errors: 0,
    nodes: [{ name: 'head', gpus: [4, 5, 6, 7], cpus: 8 }],
    applications: [
      { name: 'server', status: 'placed' },
      {
        name: 'models-q',
        status: 'placed',
        groups: [{ node: 0, gpus: 4, cpus: 4, ids: [4, 5, 6, 7] }],
        workers: [{ ids: [4] }, { ids: [5] }, { ids: [6] }, { ids: [7] }],
      },
    ],
  });
  const none = { uri: pathToFileURL(file('twinkle_cluster.yaml')).href };
  expect(await client.connection.sendRequest(forecastRequest, none)).toBeNull();
});
