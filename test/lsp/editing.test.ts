/** Formatting, refactorings and symbols of the workspace over the wire. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  CodeActionRequest,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  WorkspaceSymbolRequest,
  type CodeAction,
} from 'vscode-languageserver/node';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { LspClient } from './client';
import { config } from './configs';

const uri = 'file:///home/lab/server_config.yaml';
const options = { tabSize: 2, insertSpaces: true };
const after = (text: string, edits: readonly TextEdit[] | null) =>
  TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), [...(edits ?? [])]);

let client: LspClient;
beforeEach(async () => {
  client = await LspClient.start();
});
afterEach(() => {
  client.kill();
});

it('formats a document and a part of it', async () => {
  const untidy = config.replaceAll(': ', ':   ').replace(/\n$/, '  \n\n');
  await client.open(uri, untidy);
  const whole = await client.connection.sendRequest(DocumentFormattingRequest.type, {
    textDocument: { uri },
    options,
  });
  expect(after(untidy, whole)).toBe(config);
  const line = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
  const part = await client.connection.sendRequest(DocumentRangeFormattingRequest.type, {
    textDocument: { uri },
    options,
    range: line,
  });
  expect(after(untidy, part).split('\n')).toEqual(
    untidy.split('\n').with(1, (untidy.split('\n')[1] ?? '').replace(':   ', ': ')),
  );
});

it('offers refactorings where they are asked for, and not while the cursor passes', async () => {
  await client.open(uri, config);
  const line = config.split('\n').findIndex(each => each.includes('import_path: model'));
  const ask = async (context: { only?: string[]; triggerKind?: 1 | 2 }) =>
    (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: { line, character: 6 }, end: { line, character: 6 } },
      context: { diagnostics: [], ...context },
    })) as CodeAction[];
  const [action] = await ask({ only: ['refactor'] });
  expect(action).toMatchObject({ title: "Add a sampler for 'Qwen/Qwen3.5-4B'", kind: 'refactor.rewrite' });
  const [change] = action?.edit?.documentChanges ?? [];
  const edits = change !== undefined && 'edits' in change ? (change.edits as TextEdit[]) : [];
  const changed = after(config, edits);
  expect(changed).toContain('route_prefix: /api/v1/sampler/Qwen/Qwen3.5-4B\n');
  await client.change(uri, 2, { text: changed });
  expect((await client.version(uri, 2)).brief).toEqual([]);
  await client.change(uri, 3, { text: config });
  expect(await ask({ triggerKind: 1 })).toHaveLength(1);
  expect(await ask({ triggerKind: 2 })).toEqual([]);
  expect(await ask({ only: ['quickfix'] })).toEqual([]);
});

it('finds names in the files of the workspace', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'twinkle-lsp-'));
  try {
    for (const name of ['a', 'node_modules', 'out']) mkdirSync(join(folder, name));
    for (const name of ['a', 'node_modules', 'out'])
      writeFileSync(join(folder, name, 'server_config.yaml'), config);
    writeFileSync(join(folder, '.gitignore'), 'out/\n');
    writeFileSync(join(folder, 'twinkle_cluster.yaml'), 'nodes:\n  - name: model-node\n');
    client.kill();
    const root = pathToFileURL(folder).href;
    client = await LspClient.start({ workspaceFolders: [{ uri: root, name: 'w' }] });
    const ask = async (query: string) =>
      ((await client.connection.sendRequest(WorkspaceSymbolRequest.type, { query })) ?? []).map(
        ({ name, location }) => `${name} ${location.uri.slice(root.length)}`,
      );
    expect(await ask('model')).toEqual(['model /a/server_config.yaml', 'model-node /twinkle_cluster.yaml']);
    await client.open(`${root}/a/server_config.yaml`, config.replace('name: model', 'name: mine'));
    expect(await ask('mi')).toEqual(['mine /a/server_config.yaml']);
    expect(await ask('model')).toEqual(['model-node /twinkle_cluster.yaml']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
