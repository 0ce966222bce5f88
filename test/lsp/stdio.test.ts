/** The built server over standard input and output, driven by a plain client. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  CodeActionRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  HoverRequest,
  InlayHintRequest,
  type CodeAction,
  type CompletionItem,
} from 'vscode-languageserver/node';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import {
  checkRequest,
  clusterRequest,
  deploymentRequest,
  factsNotification,
  type CheckedFile,
  type ClusterView,
  type DeploymentView,
} from '../../server/src/protocol';
import { LspClient } from './client';
import { config, ranksLine } from './configs';

const uri = 'file:///home/lab/server_config.yaml';

const meshLine = config.split('\n').findIndex(line => line.includes('dp_size:'));
/** The change of the last character of `dp_size: 4`. */
const dpSize = (value: string) => ({
  range: { start: { line: meshLine, character: 17 }, end: { line: meshLine, character: 18 } },
  text: value,
});

let client: LspClient;
beforeEach(async () => {
  client = await LspClient.start();
});
afterEach(() => {
  client.kill();
});

describe('life', () => {
  it('says who it is, and ends with 0 after shutdown and exit', async () => {
    expect(client.initializeResult?.serverInfo?.name).toBe('twinkle-language-server');
    expect(client.initializeResult?.capabilities.textDocumentSync).toMatchObject({ change: 2 });
    expect(await client.stop()).toBe(0);
  });

  it('ends when its client goes away', async () => {
    const exited = once(client.process, 'exit');
    client.process.stdin.end();
    expect((await exited)[0]).toBe(1);
  });

  it('settles a request that the client cancels, and goes on', async () => {
    await client.open(uri, config);
    const source = new CancellationTokenSource();
    const position = { line: 1, character: 4 };
    const canceled = client.connection.sendRequest(
      HoverRequest.type,
      { textDocument: { uri }, position },
      source.token,
    );
    source.cancel();
    // It may have been answered before the cancellation arrived; it must not hang.
    await Promise.allSettled([canceled]);
    const next = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    expect(next).not.toBeNull();
  });

  it('speaks over the standard streams without an argument too', async () => {
    const bare = await LspClient.start({}, {}, []);
    await bare.open(uri, config);
    expect((await bare.version(uri, 1)).brief).toEqual([]);
    expect(await bare.stop()).toBe(0);
  });
});

describe('diagnostics', () => {
  it('come with code, source, link, data and version, follow edits and end with the document', async () => {
    await client.open(uri, config);
    expect((await client.version(uri, 1)).brief).toEqual([]);
    await client.change(uri, 2, dpSize('2'));
    const second = await client.version(uri, 2);
    expect(second.diagnostics).toMatchObject([
      {
        code: 'mesh-world-size',
        source: 'twinkle',
        severity: 1,
        range: { start: { line: ranksLine, character: 15 }, end: { line: ranksLine, character: 16 } },
        data: { stage: 'request', path: ['applications', 1, 'args', 'device_group', 'ranks'] },
        relatedInformation: [{ location: { uri, range: { start: { line: meshLine } } } }],
      },
    ]);
    expect(second.diagnostics[0]?.codeDescription?.href).toMatch(
      /^https:\/\/.*\/docs\/rules\/mesh-world-size\.md$/,
    );
    await client.change(uri, 3, dpSize('4'));
    expect((await client.version(uri, 3)).brief).toEqual([]);
    await client.change(uri, 4, dpSize('2'));
    await client.version(uri, 4);
    await client.close(uri);
    const last = await client.diagnostics(uri, published => published.version === undefined);
    expect(last.diagnostics).toEqual([]);
  });

  it('are never those of an older text, however fast the edits come', async () => {
    await client.open(uri, config);
    await client.version(uri, 1);
    const edits = 200;
    // Each odd version has the mistake, each even one has not.
    const sent = [];
    for (let version = 2; version < 2 + edits; version++)
      sent.push(client.change(uri, version, dpSize(version % 2 === 1 ? '2' : '4')));
    await Promise.all(sent);
    await client.version(uri, 1 + edits);
    let newest = 0;
    for (const { version = 0, brief } of client.published) {
      expect(version).toBeGreaterThan(newest);
      newest = version;
      expect(brief).toEqual(version > 1 && version % 2 === 1 ? [`mesh-world-size@${ranksLine}`] : []);
    }
    // Edits that wait in the queue are not worked on one by one.
    expect(client.published.length).toBeLessThan(edits / 2);
  });

  it('do not come back after a close in the middle of an edit', async () => {
    await client.open(uri, config);
    await client.version(uri, 1);
    await client.change(uri, 2, dpSize('2'));
    await client.close(uri);
    await client.diagnostics(uri, published => published.version === undefined);
    await client.connection.sendRequest(checkRequest, { uri });
    expect(client.published.at(-1)).toMatchObject({ diagnostics: [] });
  });

  it('come for a file that the editor calls plain yaml, and not for other yaml', async () => {
    await client.open(uri, config.replace('dp_size: 4', 'dp_size: 2'), 'yaml');
    expect((await client.version(uri, 1)).brief).toEqual([`mesh-world-size@${ranksLine}`]);
    const other = 'file:///home/lab/docker-compose.yaml';
    await client.open(other, 'applications: 5\n', 'yaml');
    expect(await client.connection.sendRequest(checkRequest, { uri: other })).toBeNull();
    expect(client.published.filter(published => published.uri === other)).toEqual([]);
  });

  it('count UTF-16 units', async () => {
    await client.open(
      uri,
      config.replace('- name: model', '- name: "😀😀"').replace('/api/v1/model/Qwen', '"/😀/x" # 😀'),
    );
    const { diagnostics } = await client.version(uri, 1);
    expect(diagnostics[0]).toMatchObject({
      code: 'route-prefix-shape',
      range: { start: { character: 18 }, end: { character: 25 } },
    });
  });

  it('keep up with an edit behind astral characters in the same line', async () => {
    const text = config.replace('- name: model', '- {name: "😀", import_path: modem}\n  - name: model');
    await client.open(uri, text);
    await client.version(uri, 1);
    const line = text.split('\n').findIndex(each => each.includes('modem'));
    const character = (text.split('\n')[line] ?? '').indexOf('modem');
    const range = { start: { line, character }, end: { line, character: character + 5 } };
    await client.change(uri, 2, { range, text: 'server' });
    await client.version(uri, 2);
    const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument: { uri },
    });
    expect(JSON.stringify(symbols)).toContain('😀');
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line, character: character + 1 },
    });
    expect(hover?.range).toEqual({ start: { line, character }, end: { line, character: character + 6 } });
  });
});

describe('facts and language', () => {
  it('count from the start and when they change', async () => {
    client.kill();
    client = await LspClient.start({ initializationOptions: { facts: { twinkleVersion: '0.4.0' } } });
    await client.open(uri, config);
    const before = await client.connection.sendRequest<CheckedFile>(checkRequest, { uri });
    expect(before.twinkleVersion).toBe('0.4.0');
    await client.connection.sendNotification(factsNotification, { twinkleVersion: '0.5.1' });
    const after = await client.connection.sendRequest<CheckedFile>(checkRequest, { uri });
    expect(after.twinkleVersion).toBe('0.5.1');
  });

  it('are Chinese where the editor is', async () => {
    client.kill();
    client = await LspClient.start({ locale: 'zh-CN' });
    await client.open(uri, config.replace('dp_size: 4', 'dp_size: 2'));
    const { diagnostics } = await client.version(uri, 1);
    expect(JSON.stringify(diagnostics[0]?.message)).toMatch(/[\u4e00-\u9fff]/);
  });
});

/** The text after a completion item was taken. */
function accepted(text: string, { textEdit }: CompletionItem): string {
  return TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), [textEdit as TextEdit]);
}

describe('requests', () => {
  it('complete keys and values, documented, required keys first', async () => {
    const text = `${config}  - name: s\n    import_path: sampler\n    args:\n      samp`;
    await client.open(uri, text);
    const line = text.split('\n').length - 1;
    const ask = async (position: { line: number; character: number }) =>
      (await client.connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri },
        position,
      })) as CompletionItem[];
    const keys = (await ask({ line, character: 10 })).toSorted((a, b) =>
      (a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1,
    );
    expect(keys.map(item => item.label)).toContain('sampler_type');
    expect(keys.map(item => item.label)).not.toContain('backend');
    expect(keys[0]?.detail).toContain('required');
    const sampler = keys.find(item => item.label === 'sampler_type');
    expect(JSON.stringify(sampler?.documentation)).toContain('vllm');
    if (sampler === undefined) throw new Error('sampler_type is not offered');
    expect(accepted(text, sampler)).toBe(text.replace(/samp$/, 'sampler_type: '));
    await client.change(uri, 2, { text: text.replace(/samp$/, 'sampler_type: ') });
    const values = await ask({ line, character: 20 });
    expect(values.map(item => item.label)).toEqual(['vllm', 'mock', 'torch']);
  });

  it('hover with type, default, unit and meaning', async () => {
    await client.open(uri, config);
    const position = { line: 1, character: 4 };
    const hover = await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    const value = JSON.stringify(hover?.contents);
    expect(value).toContain('**port**');
    expect(value).toContain('integer');
    expect(value).toContain('8000');
    expect(hover?.range).toEqual({ start: { line: 1, character: 2 }, end: { line: 1, character: 6 } });
    const nothing = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 2, character: 13 },
    });
    expect(nothing).toBeNull();
  });

  it('hint at what numbers come to, in the lines that are asked for', async () => {
    await client.open(uri, config);
    const ask = async (start: number, end: number) =>
      await client.connection.sendRequest(InlayHintRequest.type, {
        textDocument: { uri },
        range: { start: { line: start, character: 0 }, end: { line: end, character: 0 } },
      });
    const hints = await ask(0, config.split('\n').length);
    expect(hints?.map(({ label, position: { line } }) => `${label as string}@${line}`)).toContain(
      `= 4 workers@${ranksLine}`,
    );
    expect(await ask(0, 2)).toEqual([]);
  });

  it('complete with places to fill in where the client takes them', async () => {
    const text = `${config}  - `;
    const position = { line: text.split('\n').length - 1, character: 4 };
    const ask = async () => {
      await client.open(uri, text);
      const items = (await client.connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri },
        position,
      })) as CompletionItem[];
      return items.find(({ label }) => label === 'processor');
    };
    const plain = await ask();
    if (plain === undefined) throw new Error('no whole application is offered');
    expect(plain.insertTextFormat).toBeUndefined();
    expect(accepted(text, plain)).toContain('    import_path: processor\n');
    client.kill();
    client = await LspClient.start(
      {},
      { textDocument: { completion: { completionItem: { snippetSupport: true } } } },
    );
    expect((await ask())?.insertTextFormat).toBe(2);
  });

  it('have a command behind a key only for a client that named its own', async () => {
    const text = 'proxy_loc';
    const ask = async () => {
      await client.open(uri, text);
      const answer = await client.connection.sendRequest(CompletionRequest.type, {
        textDocument: { uri },
        position: { line: 0, character: text.length },
      });
      const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
      return items.find(({ label }) => label === 'proxy_location');
    };
    const plain = await ask();
    expect(plain?.textEdit).toMatchObject({ newText: 'proxy_location: ' });
    expect(plain?.command).toBeUndefined();
    client.kill();
    client = await LspClient.start({ initializationOptions: { suggestCommand: 'my.suggest' } });
    expect((await ask())?.command?.command).toBe('my.suggest');
  });

  it('give fixes that fix', async () => {
    const wrong = config.replace('dp_size: 4', 'dp_size: 2');
    await client.open(uri, wrong, 'twinkle-server-config', 7);
    const { diagnostics } = await client.version(uri, 7);
    const [diagnostic] = diagnostics;
    if (diagnostic === undefined) throw new Error('no diagnostic');
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: diagnostic.range,
      context: { diagnostics },
    })) as CodeAction[];
    expect(actions.map(action => action.title)).toEqual([
      'Change ranks to 2',
      'Change dp_size to 4',
      "Ignore 'mesh-world-size' here",
    ]);
    const [change] = actions[1]?.edit?.documentChanges ?? [];
    expect(change).toMatchObject({ textDocument: { uri, version: 7 } });
    const edits = change !== undefined && 'edits' in change ? (change.edits as TextEdit[]) : [];
    const fixed = TextDocument.applyEdits(TextDocument.create(uri, '', 0, wrong), edits);
    await client.change(uri, 8, { text: fixed });
    expect((await client.version(uri, 8)).brief).toEqual([]);
  });

  it('fix all that is certain, and nothing else', async () => {
    const wrong = config.replace('/api/v1/model/Qwen', '/models/Qwen').replace('dp_size: 4', 'dp_size: 2');
    await client.open(uri, wrong);
    const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll'] },
    })) as CodeAction[];
    expect(actions).toHaveLength(1);
    const [change] = actions[0]?.edit?.documentChanges ?? [];
    const edits = change !== undefined && 'edits' in change ? (change.edits as TextEdit[]) : [];
    const fixed = TextDocument.applyEdits(TextDocument.create(uri, '', 0, wrong), edits);
    expect(fixed).toBe(config.replace('dp_size: 4', 'dp_size: 2'));
  });

  it('answer the client about a file on the disk that is not open', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinkle-lsp-'));
    try {
      const file = pathToFileURL(join(folder, 'server_config.yaml')).href;
      const clusterFile = pathToFileURL(join(folder, 'twinkle_cluster.yaml')).href;
      writeFileSync(join(folder, 'server_config.yaml'), config);
      writeFileSync(
        join(folder, 'twinkle_cluster.yaml'),
        'cluster_name: lab\nnodes:\n  - name: head\n    gpus: [0, 1, 2, 3]\n',
      );
      const view = await client.connection.sendRequest<DeploymentView>(deploymentRequest, { uri: file });
      expect(view).toMatchObject({
        twinkleVersion: '0.5.1',
        clusterUri: clusterFile,
        http: { host: 'localhost', port: 8000 },
        errors: 0,
        applications: [
          { name: 'server', kind: 'server', routePrefix: '/api/v1' },
          { name: 'model', kind: 'model', range: { start: { line: 8, character: 4 } } },
        ],
      });
      const cluster = await client.connection.sendRequest<ClusterView>(clusterRequest, { uri: clusterFile });
      expect(cluster).toMatchObject({
        name: 'lab',
        ray: { port: 6379, dashboardPort: 8265, auth: 'token' },
        nodes: [{ name: 'head', host: 'local', gpus: [0, 1, 2, 3] }],
        errors: 0,
      });
      expect(await client.connection.sendRequest(deploymentRequest, { uri: clusterFile })).toBeNull();
      expect(await client.connection.sendRequest(deploymentRequest, { uri: `${file}x` })).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
