/** The value that made a launch fail, as a diagnostic: by `twinkle/cause`, until the text changes or the next launch. */
import { afterEach, expect, it } from 'vitest';
import {
  CodeActionRequest,
  type CodeAction,
  type Diagnostic,
  type TextEdit,
} from 'vscode-languageserver/node';
import { causeRequest, type CauseView } from '../../server/src/protocol';
import { LspClient } from './client';

const uri = 'file:///home/lab/server_config.yaml';
const text = [
  'applications:',
  '  - name: data',
  '    route_prefix: /api/v1/processor',
  '    import_path: processor',
  '    args:',
  '      ncpu_proc_per_node: 1',
  '      device_group: {name: data, rank: 1, ranks: 1, device_type: CPU}',
  '      device_mesh: {device_type: CPU, dp_size: 1}',
  '',
].join('\n');
const message = "TypeError: DeviceGroup.__init__() got an unexpected keyword argument 'rank'";

let client: LspClient;
afterEach(() => {
  client.kill();
});
const ask = (cause?: object, ofTold?: boolean): Promise<CauseView | null> =>
  client.connection.sendRequest(causeRequest, {
    uri,
    ...(cause !== undefined && { cause }),
    ...(ofTold !== undefined && { ofTold }),
  });
const wordsOf = ({ message: words }: Diagnostic) => (typeof words === 'string' ? words : words.value);
/** Waits until the last that was published of the file are diagnostics with these messages. */
const shown = async (...messages: readonly string[]) => {
  const { diagnostics } = await client.diagnostics(
    uri,
    published =>
      published === client.published.at(-1) &&
      published.diagnostics.map(wordsOf).join('\n') === messages.join('\n'),
  );
  return diagnostics;
};

it('stands in the place of the finding, with its fix, and goes with an edit or the next launch', async () => {
  client = await LspClient.start();
  await client.open(uri, text);
  const [before] = (await client.version(uri, 1)).diagnostics;
  if (before === undefined) throw new Error('nothing is found');
  expect(before).toMatchObject({ code: 'unknown-key', range: { start: { line: 6 } } });
  const words = wordsOf(before);
  const pinnedMessage = `${words} The last launch failed here: ${message}`;

  const found = await ask({ message, application: 'data' });
  const path = ['applications', 0, 'args', 'device_group', 'rank'];
  expect(found).toEqual({
    code: 'unknown-key',
    path,
    range: before.range,
    words,
    fixable: false,
  });
  const [pinned] = await shown(pinnedMessage);
  if (pinned === undefined) throw new Error('nothing is pinned');
  expect(pinned).toEqual({ ...before, severity: 1, message: pinnedMessage });
  const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: pinned.range,
    context: { diagnostics: [pinned] },
  })) as CodeAction[];
  expect(actions.map(({ title }) => title)).toContain("Remove 'rank'");

  // Another application, an unknown exception, and the next launch.
  const others = [
    { message, application: 'other' },
    { message: 'OSError: [Errno 28] No space left on device', application: 'data' },
    undefined,
  ];
  for (const other of others) {
    await ask({ message, application: 'data' });
    await shown(pinnedMessage);
    expect(await ask(other)).toBeNull();
    await shown(words);
  }

  await ask({ message, application: 'data' });
  await shown(pinnedMessage);
  await client.change(uri, 2, { text: `# edited\n${text}` });
  await shown(words);
  // What was launched is there again, perhaps by chance.
  await client.change(uri, 3, { text });
  await client.version(uri, 3);
  await shown(words);
});

it('is found where no rule may speak of it', async () => {
  client = await LspClient.start();
  await client.open(
    uri,
    text.replace('      device_group', '      # twinkle-ignore: unknown-key\n      device_group'),
  );
  expect(await ask({ message, application: 'data' })).toMatchObject({
    code: 'unknown-key',
    range: { start: { line: 7 } },
    words: 'Ray or Twinkle does not know this key.',
  });
  const [pinned] = (await client.diagnostics(uri, each => each.diagnostics.length > 0)).diagnostics;
  expect(pinned).toMatchObject({ severity: 1, code: 'unknown-key' });
});

it('is not said of a text that was changed since the launch', async () => {
  const cause = { message, application: 'data' };
  client = await LspClient.start();
  await client.open(uri, text);
  // Nobody has reported that it began.
  expect(await ask(cause, true)).toBeNull();
  expect(await ask()).toBeNull();
  expect(await ask(cause, true)).toMatchObject({ range: { start: { line: 6 } } });
  expect(await ask()).toBeNull();
  await client.change(uri, 2, { text: `# edited\n${text}` });
  expect(await ask(cause, true)).toBeNull();
});

it('has a fix of its own where no rule speaks of the value', async () => {
  client = await LspClient.start();
  const read = text.replace('rank: 1, ', '').replace('dp_size: 1', 'dp_size: "${oc.env:SIZE}"');
  await client.open(uri, read);
  await client.version(uri, 1);
  const error = "TypeError: unsupported operand type(s) for *: 'int' and 'str'";
  expect(await ask({ message: error, application: 'data' })).toMatchObject({
    words: "What comes from the environment is text. '${oc.decode:…}' makes a number of it.",
    fixable: true,
  });
  const published = await client.diagnostics(uri, each => each.diagnostics.length > 0);
  const [pinned] = published.diagnostics;
  if (pinned === undefined) throw new Error('nothing is pinned');
  const [fix] = (await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range: pinned.range,
    context: { diagnostics: [pinned], only: ['quickfix'] },
  })) as CodeAction[];
  expect(fix).toMatchObject({ title: "Make a number of it with 'oc.decode'", isPreferred: true });
  const [change] = fix?.edit?.documentChanges ?? [];
  const edits = (change !== undefined && 'edits' in change ? change.edits : []) as TextEdit[];
  const line = read.split('\n')[pinned.range.start.line] ?? '';
  const fixed = edits
    .toSorted((one, other) => other.range.start.character - one.range.start.character)
    .reduce(
      (now, { range, newText }) =>
        now.slice(0, range.start.character) + newText + now.slice(range.end.character),
      line,
    );
  expect(fixed).toContain('dp_size: "${oc.decode:${oc.env:SIZE}}"');
});
