/** What a person sees of a first configuration with a mock: hidden mistakes, the outline, and hosts, in both languages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  CodeActionRequest,
  DocumentSymbolRequest,
  type CodeAction,
  type DocumentSymbol,
} from 'vscode-languageserver/node';
import { LspClient } from './client';

const uri = 'file:///home/lab/server_config.yaml';
const clusterUri = 'file:///home/lab/twinkle_cluster.yaml';
const demo = (name: string) => readFileSync(join(import.meta.dirname, '../../examples/demo', name), 'utf8');
const misspelled = demo('server_config.yaml').replace('dp_size: 4', 'dp_sise: 4');

let client: LspClient | undefined;
afterEach(() => client?.kill());

it('warns of a typo that the mock hides, and of nothing that it takes', async () => {
  client = await LspClient.start();
  await client.open(uri, misspelled);
  const { diagnostics } = await client.diagnostics(uri, ({ brief }) => brief.length > 0);
  const typo = diagnostics.find(({ code }) => code === 'unknown-key');
  expect(typo).toMatchObject({
    severity: 2,
    message:
      "Unknown key 'dp_sise': did you mean 'dp_size'? With 'backend: mock' nothing reads this yet: it is an error as soon as 'backend' is changed.",
  });
  const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: typo?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: [] },
  })) as CodeAction[];
  expect(actions[0]).toMatchObject({ title: "Rename to 'dp_size'", isPreferred: true });
  const other = uri.replace('lab', 'other');
  await client.open(other, misspelled.replace('dp_sise', 'dp_size').replaceAll('type: cuda', 'type: gpu'));
  const { brief } = await client.diagnostics(other, published => published.brief.length > 0);
  expect(brief.map(each => each.split('@')[0])).toEqual(['route-prefix-shape']);
});

it('is an error with another backend', async () => {
  client = await LspClient.start();
  await client.open(uri, misspelled.replace('backend: mock', 'backend: transformers'));
  const { diagnostics } = await client.diagnostics(uri, ({ brief }) => brief.length > 0);
  expect(diagnostics.find(({ code }) => code === 'unknown-key')).toMatchObject({
    severity: 1,
    message: "Unknown key 'dp_sise': did you mean 'dp_size'?",
  });
});

it('has the sizes of an application in the outline', async () => {
  client = await LspClient.start();
  await client.open(uri, demo('server_config.yaml'));
  const symbols = (await client.connection.sendRequest(DocumentSymbolRequest.type, {
    textDocument: { uri },
  })) as DocumentSymbol[];
  const at = (within: readonly DocumentSymbol[] | undefined, name: string) =>
    within?.find(symbol => symbol.name === name);
  const model = at(at(symbols, 'applications')?.children, 'model');
  const args = at(model?.children, 'args');
  expect(at(args?.children, 'device_mesh')?.detail).toBe('dp 4 = 4 workers');
  expect(at(at(model?.children, 'deployments')?.children, 'ModelManagement')?.detail).toBe('1 replica');
});

it('warns of a host that cannot be started, in Chinese with Chinese quotes', async () => {
  client = await LspClient.start({ locale: 'zh-CN' });
  await client.open(
    clusterUri,
    demo('twinkle_cluster.yaml').replace('host: local', 'host: gpu-2'),
    'twinkle-cluster',
  );
  const { diagnostics } = await client.diagnostics(clusterUri, ({ brief }) => brief.length > 0);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]).toMatchObject({
    severity: 2,
    code: 'remote-host',
    message: expect.stringContaining('请将“host”设为“local”') as string,
  });
});
