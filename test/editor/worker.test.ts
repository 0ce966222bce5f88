/**
 * The language server in a web worker of a real browser, asked in Chinese: the editor of web.test.ts has English texts
 * alone. No file is known there.
 */
import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { required } from './harness/codeServer';
import { freePort } from './harness/ports';

const root = path.join(import.meta.dirname, '../..');
const script = readFileSync(path.join(root, 'server/dist/programs.js'), 'utf8');

let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const port = await freePort();
  server = createServer(({ url }, answer) => {
    answer.setHeader('content-type', url === '/worker.js' ? 'text/javascript' : 'text/html');
    answer.end(url === '/worker.js' ? script : '<!doctype html><title>worker</title>');
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  browser = await chromium.launch({
    executablePath: required('TWINKLE_CHROMIUM', '`npm test -- --only editor` finds Chromium and sets it'),
    args: ['--no-sandbox'],
  });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
});
afterAll(async () => {
  await browser.close();
  server.close();
});

interface Message {
  id?: number;
  method?: string;
  result?: unknown;
}

/** Speaks with a new worker: sends messages, answers its questions with nothing, and gives what it sent in the end. */
function talk(messages: object[], wanted: string): Promise<Message[]> {
  return page.evaluate(
    async ([toSend, last]) => {
      const worker = new Worker('/worker.js');
      const received: Message[] = [];
      const done = new Promise<void>((resolve, reject) => {
        setTimeout(() => {
          reject(new Error(JSON.stringify(received)));
        }, 20_000);
        worker.onerror = event => {
          reject(new Error(event.message));
        };
        worker.onmessage = ({ data }: MessageEvent<Message>) => {
          received.push(data);
          if (data.method !== undefined && data.id !== undefined) {
            const result = data.method === 'twinkle/listFolder' ? [] : null;
            worker.postMessage({ jsonrpc: '2.0', id: data.id, result });
          }
          if (JSON.stringify(data).includes(last)) resolve();
        };
      });
      for (const message of toSend) worker.postMessage({ jsonrpc: '2.0', ...message });
      await done;
      worker.terminate();
      return received;
    },
    [messages, wanted] as const,
  );
}

const uri = 'vscode-vfs://github/lab/server_config.yaml';
const config = `applications:
  - name: model
    route_prefix: /api/v1/model/m
    import_path: model
    args:
      model_id: m
      backend: mock
      nproc_per_node: 8
      device_group: {name: m, ranks: 8, device_type: cuda}
      device_mesh: {dp_size: 8}
`;
const start = [
  {
    id: 1,
    method: 'initialize',
    params: { capabilities: {}, rootUri: 'vscode-vfs://github/lab', locale: 'zh-CN' },
  },
  { method: 'initialized', params: {} },
  {
    method: 'textDocument/didOpen',
    params: { textDocument: { uri, languageId: 'twinkle-server-config', version: 1, text: config } },
  },
];

it('the worker answers completion and hover, in the language of the client', async () => {
  const at = { textDocument: { uri }, position: { line: 6, character: 8 } };
  const received = await talk(
    [
      ...start,
      { id: 2, method: 'textDocument/hover', params: at },
      { id: 3, method: 'textDocument/completion', params: { ...at, position: { line: 6, character: 15 } } },
    ],
    '"id":3,',
  );
  const answers = new Map(
    received.flatMap(({ id, result }) => (id === undefined ? [] : [[id, JSON.stringify(result)]])),
  );
  expect(answers.get(2)).toMatch(/backend[\s\S]*\p{Script=Han}/u);
  expect(answers.get(3)).toContain('"megatron"');
});
