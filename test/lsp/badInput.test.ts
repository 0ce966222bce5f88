/** Whatever is opened: findings, no crash, no silence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CompletionRequest, DocumentSymbolRequest, HoverRequest } from 'vscode-languageserver/node';
import { hostile } from '../bench/hostile';
import { LspClient } from './client';
import { config } from './configs';

const uri = 'file:///home/lab/server_config.yaml';

let client: LspClient;
beforeEach(async () => {
  client = await LspClient.start();
});
afterEach(() => {
  client.kill();
});

describe('bad input', () => {
  /** Diagnostics of a text, which must come, and the server alive after it. */
  const check = async (text: string) => {
    await client.open(uri, text);
    const { brief } = await client.version(uri, 1);
    const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument: { uri },
    });
    expect(Array.isArray(symbols)).toBe(true);
    const position = { line: 0, character: 1 };
    await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    await client.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    return brief;
  };

  it.each([
    ['an empty file', '', ['no-applications@0']],
    [
      'a file of the wrong kind',
      'version: 3\nservices:\n  web:\n    image: nginx\n',
      ['not-a-twinkle-file@0'],
    ],
    ['tabs', 'http_options:\n\tport: 8000\n', ['yaml-tab@1']],
    ['duplicate keys', 'applications: []\nhttp_options: {}\nhttp_options: {}\n', ['yaml-duplicate-key@2']],
  ])('%s', async (_, text, expected) => {
    expect(await check(text)).toEqual(expect.arrayContaining(expected));
  });

  it.each([
    ['an unclosed quote', config.replace('name: model', 'name: "model')],
    ['a half-typed line', config.replace('dp_size: 4', 'dp_si')],
    ['an unclosed bracket', config.replace('[Qwen/Qwen3.5-4B]', '[Qwen')],
    ['a control character', config.replace('8000', '80\u000000')],
    ['one line of 1 MB', `ray_namespace: "${'x'.repeat(1_000_000)}`],
    ['one line of 1 MB in brackets', `applications: ${'['.repeat(1_000_000)}`],
    ['one line of 1 MB in keys', `applications: {${'a: 1, '.repeat(170_000)}`],
    ['only brackets', '{{{{[[[['],
  ])('%s gives a finding and no crash', async (_, text) => {
    expect((await check(text)).length).toBeGreaterThan(0);
    expect(client.logged).toEqual([]);
  });

  it.each(hostile().map(each => [each.name, each] as const))(
    '%s is bounded and told',
    async (_, { text, tells }) => {
      await client.open(uri, text);
      const { diagnostics } = await client.version(uri, 1);
      const codes = diagnostics.map(({ code }) => String(code));
      if (tells.length > 0) expect(codes.filter(code => tells.includes(code))).not.toEqual([]);
      expect(diagnostics.length).toBeLessThan(1100);
      const symbols = await client.connection.sendRequest(DocumentSymbolRequest.type, {
        textDocument: { uri },
      });
      expect(Array.isArray(symbols)).toBe(true);
      expect(client.logged).toEqual([]);
    },
  );

  it('bytes that are not UTF-8, which the editor shows as U+FFFD', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twinkle-lsp-'));
    try {
      const path = join(folder, 'server_config.yaml');
      const bytes = Buffer.concat([Buffer.from('# caf'), Buffer.from([0xe9]), Buffer.from(`\n${config}`)]);
      writeFileSync(path, bytes);
      const file = pathToFileURL(path).href;
      await client.open(file, bytes.toString('utf8'));
      const { diagnostics } = await client.version(file, 1);
      expect(diagnostics).toMatchObject([
        { code: 'yaml-encoding', range: { start: { line: 0, character: 5 } } },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
