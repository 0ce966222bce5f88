/** Links to the pages of codes, for a client that shows them by itself. */
import { expect, it, onTestFinished } from 'vitest';
import { CodeActionRequest, DocumentLinkRequest } from 'vscode-languageserver/node';
import { LspClient } from './client';
import { config } from './configs';

const uri = 'file:///home/lab/server_config.yaml';

it.each([
  ['zh-cn', '/zh-cn'],
  ['en', ''],
])(
  'without pages of the client they lead to the web, in the language of the messages: %s',
  async (locale, folder) => {
    const client = await LspClient.start({ locale });
    onTestFinished(() => {
      client.kill();
    });
    await client.open(uri, config.replace('dp_size: 4', 'dp_size: 2'));
    const { diagnostics } = await client.version(uri, 1);
    const found = diagnostics.find(({ code }) => code === 'mesh-world-size');
    expect(found?.codeDescription?.href).toMatch(new RegExp(`/docs/rules${folder}/mesh-world-size\\.md$`));
  },
);

it('those of findings, actions and comments lead to the pages of the client', async () => {
  const client = await LspClient.start({ initializationOptions: { rulePages: 'twinkle-rule:' } });
  onTestFinished(() => {
    client.kill();
  });
  const text = `${config.replace('dp_size: 4', 'dp_size: 2')}# twinkle-ignore: mesh-ranks\n`;
  await client.open(uri, text);
  const { diagnostics } = await client.version(uri, 1);
  const found = diagnostics.find(({ code }) => code === 'mesh-world-size');
  expect(found?.codeDescription?.href).toBe('twinkle-rule:/mesh-world-size.md');
  const actions = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: found?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    context: { diagnostics: found === undefined ? [] : [found] },
  });
  const hrefs = (actions ?? []).flatMap(action =>
    'diagnostics' in action ? (action.diagnostics ?? []).map(each => each.codeDescription?.href) : [],
  );
  expect(new Set(hrefs)).toEqual(new Set(['twinkle-rule:/mesh-world-size.md']));
  const links = await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri } });
  expect(links?.map(({ target }) => target)).toContain('twinkle-rule:/mesh-ranks.md');
});
