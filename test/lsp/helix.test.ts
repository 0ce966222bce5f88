/** What Helix 25.01.1 sends, recorded from the editor with the configuration of docs/editors.md. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CodeActionRequest, CompletionRequest } from 'vscode-languageserver/node';
import { LspClient } from './client';
import { config } from './configs';

const capabilities = {
  general: { positionEncodings: ['utf-8', 'utf-32', 'utf-16'] },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix', 'refactor', 'source'] } },
      dataSupport: true,
      disabledSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ['edit', 'command'] },
    },
    completion: {
      completionItem: { insertReplaceSupport: true, snippetSupport: true, deprecatedSupport: true },
      completionItemKind: {},
    },
    hover: { contentFormat: ['markdown' as const] },
    inlayHint: { dynamicRegistration: false },
    publishDiagnostics: { tagSupport: { valueSet: [1 as const, 2 as const] }, versionSupport: true },
    rename: { dynamicRegistration: false, honorsChangeAnnotations: false, prepareSupport: true },
  },
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: false },
    workspaceEdit: { documentChanges: true },
    workspaceFolders: true,
  },
};
const uri = 'file:///home/lab/server_config.yaml';

let client: LspClient;
beforeEach(async () => {
  client = await LspClient.start(
    {
      clientInfo: { name: 'helix', version: '25.01.1' },
      rootUri: 'file:///home/lab',
      workspaceFolders: [{ name: 'lab', uri: 'file:///home/lab' }],
    },
    capabilities,
  );
});
afterEach(() => {
  client.kill();
});

it('gets positions that it can read, findings from version 0 on, fixes and completions', async () => {
  // Helix takes UTF-16 where the server names nothing else, and the first version of a document is 0.
  expect(client.initializeResult?.capabilities.positionEncoding ?? 'utf-16').toBe('utf-16');
  await client.open(uri, config.replace('port', 'prot'));
  const { diagnostics } = await client.version(uri, 1);
  expect(diagnostics).toMatchObject([{ code: 'unknown-key', range: { start: { line: 1, character: 2 } } }]);
  const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } };
  const actions = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range,
    context: { diagnostics, triggerKind: 1 },
  });
  expect(actions?.[0]).toMatchObject({ title: "Rename to 'port'", edit: { documentChanges: [{}] } });
  const items = await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position: { line: 1, character: 4 },
  });
  expect(JSON.stringify(items)).toContain('"port"');
});
