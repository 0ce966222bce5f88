/** Diagnostics for clients that ask for them. */
import { afterEach, expect, it } from 'vitest';
import {
  DiagnosticRefreshRequest,
  DocumentDiagnosticRequest,
  HoverRequest,
  type ClientCapabilities,
  type DocumentDiagnosticReport,
  type InitializeParams,
} from 'vscode-languageserver/node';
import { factsNotification } from '../../server/src/protocol';
import { fullCapabilities, LspClient } from './client';
import { config, ranksLine } from './configs';

const uri = 'file:///home/lab/server_config.yaml';
const clusterUri = 'file:///home/lab/twinkle_cluster.yaml';
const wrong = config.replace('dp_size: 4', 'dp_size: 2');

const pulling: ClientCapabilities = {
  workspace: { ...fullCapabilities.workspace, diagnostics: { refreshSupport: true } },
  textDocument: { ...fullCapabilities.textDocument, diagnostic: {} },
};

let client: LspClient;
let refreshes = 0;
let refreshed = (): void => undefined;
async function start(capabilities = pulling, params: Partial<InitializeParams> = {}): Promise<void> {
  client = await LspClient.start(params, capabilities);
  refreshes = 0;
  client.connection.onRequest(DiagnosticRefreshRequest.type, () => {
    refreshes += 1;
    refreshed();
  });
}
afterEach(() => {
  client.kill();
});

const ask = async (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
  await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri },
    ...(previousResultId !== undefined && { previousResultId }),
  });
const brief = (report: DocumentDiagnosticReport) =>
  report.kind === 'full'
    ? report.items.map(({ code, range }) => `${String(code)}@${range.start.line}`)
    : report.kind;
/** Until the server asks to be asked again, from now. */
const nextRefresh = () =>
  new Promise<void>(resolve => {
    refreshed = resolve;
  });

it('are returned on request, once for each text, and not pushed', async () => {
  await start();
  expect(client.initializeResult?.capabilities.diagnosticProvider).toEqual({
    interFileDependencies: true,
    workspaceDiagnostics: false,
  });
  await client.open(uri, wrong);
  const first = await ask();
  expect(brief(first)).toEqual([`mesh-world-size@${ranksLine}`]);
  expect(first.kind === 'full' && first.items[0]).toMatchObject({
    source: 'twinkle',
    relatedInformation: [{ location: { uri } }],
  });
  expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });
  await client.change(uri, 2, { text: config });
  const second = await ask(first.resultId);
  expect(brief(second)).toEqual([]);
  expect(second.resultId).not.toBe(first.resultId);
  await client.close(uri);
  await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line: 0, character: 0 },
  });
  expect(client.published).toEqual([]);
});

it('are asked for again when the cluster file or the facts change', async () => {
  await start();
  await client.open(uri, config);
  const before = await ask();
  let next = nextRefresh();
  await client.connection.sendNotification(factsNotification, { rules: { 'open-to-all': 'error' } });
  await next;
  const after = await ask(before.resultId);
  expect(after.kind).toBe('full');
  next = nextRefresh();
  await client.open(clusterUri, 'nodes:\n  - name: head\n', 'twinkle-cluster');
  await next;
  const sent = refreshes;
  next = nextRefresh();
  await client.change(clusterUri, 2, { text: 'nodes:\n  - name: other\n' });
  await next;
  expect(refreshes).toBeGreaterThan(sent);
  // What the cluster file still asks for comes within a few turns of the server, which two answers take.
  await ask();
  await ask();
  // A change of a configuration is nothing that other files depend on.
  const last = refreshes;
  await client.change(uri, 2, { text: wrong });
  await ask();
  await ask();
  expect(refreshes).toBe(last);
});

it.each([
  [
    'cannot be asked to pull again',
    { textDocument: { ...fullCapabilities.textDocument, diagnostic: {} } },
    {},
  ],
  ['wants them pushed', pulling, { initializationOptions: { diagnostics: 'push' } }],
])('are pushed to a client that %s', async (_, capabilities, params) => {
  await start(capabilities, params);
  expect(client.initializeResult?.capabilities.diagnosticProvider).toBeUndefined();
  await client.open(uri, wrong);
  expect((await client.version(uri, 1)).brief).toEqual([`mesh-world-size@${ranksLine}`]);
  expect(refreshes).toBe(0);
});

it('of a file that is none of ours are none', async () => {
  await start();
  const report = await client.connection.sendRequest(DocumentDiagnosticRequest.type, {
    textDocument: { uri: 'file:///home/lab/docker-compose.yaml' },
  });
  expect(report).toEqual({ kind: 'full', items: [] });
});
