/** A forecast that takes long: other requests are answered meanwhile, and edits and cancellation end it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import { HoverRequest } from 'vscode-languageserver/node';
import { forecastRequest, type ForecastView } from '../../server/src/protocol';
import { LspClient } from './client';

const sizes = [1, 2, 4, 8, 3, 6, 5, 7];
const size = (index: number): number => sizes[index % 8] ?? 1;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Nodes and applications of mixed sizes, of which each takes several groups. */
const clusterText = (nodes: number) =>
  `nodes:\n${upTo(nodes)
    .map(
      index =>
        `  - { name: n${index}, host: h${index}, gpus: [${upTo(size(index)).join(', ')}], cpus: ${16 * (1 + (index % 5))} }\n`,
    )
    .join('')}`;
const configText = (applications: number) =>
  `applications:\n${upTo(applications)
    .map(index => {
      const nproc = size(3 * index);
      const ranks = nproc * 2;
      return `  - name: a${index}
    route_prefix: /a${index}
    import_path: model
    args:
      backend: transformers
      model_id: ms://Q/m${index}
      nproc_per_node: ${nproc}
      device_group: { name: g, ranks: ${ranks}, device_type: cuda }
      device_mesh: { dp_size: ${ranks} }
    deployments: [{ name: d, num_replicas: 2, ray_actor_options: { num_cpus: 0.1 } }]
`;
    })
    .join('')}`;

let folder: string;
let client: LspClient;
const uri = () => pathToFileURL(join(folder, 'server_config.yaml')).href;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-large-'));
  writeFileSync(join(folder, 'twinkle_cluster.yaml'), clusterText(500));
  writeFileSync(join(folder, 'server_config.yaml'), configText(100));
  client = await LspClient.start({});
});
afterEach(() => {
  client.kill();
  rmSync(folder, { recursive: true });
});

it('a hover is answered before a forecast that was asked for first', async () => {
  const order: string[] = [];
  // Both files are read once, so that what is measured is the forecast.
  const position = { line: 1, character: 5 };
  await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uri() }, position });
  const forecast = client.connection.sendRequest<ForecastView>(forecastRequest, { uri: uri() }).then(view => {
    order.push('forecast');
    return view;
  });
  await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uri() }, position });
  order.push('hover');
  const view = await forecast;
  expect(order).toEqual(['hover', 'forecast']);
  expect(view.applications).toHaveLength(100);
  expect(view.complete).toBe(false);
});

it('a forecast that is taken back gives nothing, and the server goes on', async () => {
  const position = { line: 1, character: 5 };
  await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uri() }, position });
  const source = new CancellationTokenSource();
  const forecast = client.connection.sendRequest<ForecastView | null>(
    forecastRequest,
    { uri: uri() },
    source.token,
  );
  source.cancel();
  expect(await forecast.catch(() => null)).toBeNull();
  expect(
    (await client.connection.sendRequest<ForecastView>(forecastRequest, { uri: uri() })).applications,
  ).toHaveLength(100);
});

it('an edit that comes in meanwhile is what the answer is about', async () => {
  const edited = configText(100).replace('name: a0', 'name: other');
  await client.open(uri(), configText(100));
  const forecast = client.connection.sendRequest<ForecastView>(forecastRequest, { uri: uri() });
  await client.change(uri(), 2, { text: edited });
  expect((await forecast).applications[0]?.name).toBe('other');
});
