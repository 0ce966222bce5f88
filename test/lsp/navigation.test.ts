/** Names that an alias repeats, over the wire: each place once, as editors want it. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  CompletionRequest,
  DocumentHighlightRequest,
  HoverRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  type CompletionItem,
  type Position,
} from 'vscode-languageserver/node';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { edited, ofText } from '../support/navigation';
import { LspClient } from './client';

const uri = 'file:///home/lab/server_config.yaml';
const text = `args: &args
  model_id: &id ms://Qwen/A
  backend: transformers
applications:
  - name: server
    import_path: server
    args:
      supported_models: [&name Qwen/A, *name]
  - name: model
    route_prefix: /api/v1/model/Qwen/A
    import_path: model
    args:
      <<: *args
  - name: sampler
    route_prefix: /api/v1/sampler/Qwen/A
    import_path: sampler
    args: {sampler_type: "", model_id: *id}
`;
const document = TextDocument.create(uri, '', 0, text);
const at = (needle: string, offset = 1): Position => document.positionAt(text.indexOf(needle) + offset);

let client: LspClient;
beforeEach(async () => {
  client = await LspClient.start();
});
afterEach(() => {
  client.kill();
});

/** The text after a rename, as an editor makes it. */
async function renamed(position: Position, newName: string, file = { uri, text }): Promise<string> {
  const textDocument = { uri: file.uri };
  const { connection } = client;
  const edit = await connection.sendRequest(RenameRequest.type, { textDocument, position, newName });
  const changes = edit?.changes ?? {};
  expect(Object.keys(changes)).toEqual([file.uri]);
  return edited(ofText(file.text), changes[file.uri]);
}

it('renames a model and an anchor, each of their places once', async () => {
  await client.open(uri, text);
  expect(await renamed(at('A\n    import_path: model'), 'B/C')).toBe(text.replaceAll('Qwen/A', 'B/C'));
  expect(await renamed(at('&id'), '123')).toBe(text.replace('&id', '&123').replace('*id', '*123'));
  const prepared = await client.connection.sendRequest(PrepareRenameRequest.type, {
    textDocument: { uri },
    position: at('*args'),
  });
  expect(prepared).toMatchObject({ placeholder: 'args' });
});

it('renames in the file of the cursor, whichever others are open', async () => {
  await client.open(uri, text);
  const cluster = 'nodes:\n  - gpus: &gpus [0]\n    name: a\n  - gpus: *gpus\n    name: b\n';
  const file = { uri: 'file:///home/lab/twinkle_cluster.yaml', text: cluster };
  await client.open(file.uri, cluster, 'twinkle-cluster');
  expect(await renamed({ line: 1, character: 12 }, 'g', file)).toBe(
    cluster.replaceAll('gpus ', 'g ').replace('*gpus', '*g'),
  );
});

it('finds and shows what an alias stands for', async () => {
  await client.open(uri, text);
  const place = { textDocument: { uri }, position: at('*id') };
  const highlights = await client.connection.sendRequest(DocumentHighlightRequest.type, place);
  expect(highlights?.map(({ range }) => document.getText(range))).toEqual(['&id', '*id']);
  const references = await client.connection.sendRequest(ReferencesRequest.type, {
    ...place,
    context: { includeDeclaration: false },
  });
  expect(references?.map(({ range }) => document.getText(range))).toEqual(['*id']);
  const hover = await client.connection.sendRequest(HoverRequest.type, place);
  expect(JSON.stringify(hover?.contents)).toContain('ms://Qwen/A');
});

it('completes in quotes and brackets', async () => {
  await client.open(uri, text);
  const items = (await client.connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position: at('""'),
  })) as CompletionItem[];
  const item = items.find(({ label }) => label === 'vllm');
  expect(TextDocument.applyEdits(document, [item?.textEdit as TextEdit])).toBe(text.replace('""', '"vllm"'));
});
