/** Typing in both of our files, with keys: where Enter puts the caret, and what is offered. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from './harness/wait';
import { enterCases, whereEnterPuts } from './support/enter';
import { openDemo, type Fixture } from './support/fixture';
import { ask, askInVain, openList, shown, take } from './support/suggestions';

/** What stands in the files before anything is typed. The cluster file of the workspace has GPUs. */
const files = {
  'server_config.enter.yaml': enterCases.map(({ before }) => before.replace('‸', '')).join('\n'),
  'server_config.empty.yaml': '',
  'server_config.typed.yaml': '',
  'twinkle_cluster.typed.yaml': '',
};

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    prepare: ({ workspace }) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(workspace, name), text);
    },
  });
});

afterAll(async () => {
  await open.dispose();
});

/** Opens a file with the caret in it, at its beginning. */
async function openAtStart(name: string): Promise<void> {
  await open.editor.openFile(name);
  await open.editor.goTo(1);
}

/** Saves the active file, and waits until the disk has what is expected. */
async function saved(name: string, expected: string): Promise<void> {
  await open.editor.page.keyboard.press('Control+S');
  try {
    await until('the file to be saved', 10_000, () => open.read(name) === expected);
  } catch {
    expect(open.read(name)).toBe(expected);
  }
}

/**
 * Types lines with Enter between them, at the speed of quick fingers: no list of completions may take an Enter. The
 * editor applies no rule of Enter, of any language, while a line above has not been tokenized, which happens when it is
 * idle. Keys without any pause leave it no time.
 */
async function typeLines(...lines: string[]): Promise<void> {
  const { keyboard } = open.editor.page;
  for (const [index, line] of lines.entries()) {
    if (index > 0) await keyboard.press('Enter');
    // Takes the indentation of the line before back, by as many levels.
    const back = /^<*/.exec(line)?.[0].length ?? 0;
    for (let level = 0; level < back; level += 1) await keyboard.press('Shift+Tab');
    await keyboard.type(line.slice(back), { delay: 30 });
  }
}

describe('Enter', () => {
  it('indents what belongs below, and nothing else', async () => {
    const { editor } = open;
    await editor.openFile('server_config.enter.yaml');
    await whereEnterPuts(editor, enterCases);
    await saved('server_config.enter.yaml', enterCases.map(({ after }) => after).join('\n'));
  });
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await open.editor.screenshot('typing-failed');
});

describe('a configuration', () => {
  it('begins with a whole file that has no finding', async () => {
    const { editor } = open;
    await openAtStart('server_config.empty.yaml');
    const offered = await openList(editor);
    expect(offered.slice(0, 3)).toEqual(['whole file for GPUs', 'whole file without GPUs', 'applications']);
    await editor.screenshot('typing-empty');
    await editor.page.keyboard.press('Enter');
    await editor.page.keyboard.press('Escape');
    await editor.page.keyboard.press('Control+S');
    await until('the file to be saved', 10_000, () =>
      open.read('server_config.empty.yaml').includes('import_path: processor'),
    );
    // Lenses come from the same analysis as findings.
    await editor.page.locator('.codelens-decoration', { hasText: 'Launch' }).first().waitFor();
    await editor.screenshot('typing-whole-file');
    for (const kind of ['error', 'warning', 'info'] as const)
      expect(await editor.squiggles(kind).count()).toBe(0);
  });

  it('is typed from nothing, each key below its own', async () => {
    const { editor } = open;
    const { keyboard } = editor.page;
    await openAtStart('server_config.typed.yaml');
    await typeLines('http_options:', '');
    expect(await ask(editor)).toEqual(['host', 'port']);
    // Enter behind a number leaves the number as it is, also one that begins like the default.
    await take(editor, 'po', 'port');
    await typeLines(
      '80',
      '<proxy_location: EveryNode',
      'applications:',
      '- name: trainer',
      'import_path: model',
      'args:',
      '',
    );
    // A key whose values are known shows them, with that first which fits the nodes.
    await take(editor, 'back', 'backend');
    expect(await shown(editor)).toEqual(['transformers', 'megatron', 'mock']);
    await editor.screenshot('typing-backend');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await typeLines('', 'max_length: ');
    await askInVain(editor);
    await typeLines('2048', 'device_mesh:', '');
    // The list goes when nothing in it fits what is typed, and leaves Enter alone.
    await take(editor, 'dp', 'dp_size');
    expect(await shown(editor)).toEqual(['1']);
    await typeLines('2', '<<<- ');
    const items = await openList(editor);
    await editor.screenshot('typing-applications');
    await keyboard.press('Escape');
    for (const kind of ['server', 'model', 'sampler', 'processor'])
      expect(items.filter(label => label === kind || label.startsWith(`app-${kind}`))).toEqual([kind]);
    await typeLines('name: gateway');
    await saved(
      'server_config.typed.yaml',
      `http_options:
  port: 80
proxy_location: EveryNode
applications:
  - name: trainer
    import_path: model
    args:
      backend: megatron
      max_length: 2048
      device_mesh:
        dp_size: 2
  - name: gateway`,
    );
  });
});

describe('a cluster file', () => {
  it('is typed from nothing, with a whole node', async () => {
    const { editor } = open;
    await openAtStart('twinkle_cluster.typed.yaml');
    expect((await ask(editor)).slice(0, 3)).toEqual([
      'whole file for GPUs',
      'whole file without GPUs',
      'nodes',
    ]);
    await typeLines('nodes:', '- name: head', 'gpus: [0]', '<- ');
    await openList(editor);
    await take(editor, 'node w', 'node with GPUs');
    await editor.page.keyboard.press('Escape');
    await saved(
      'twinkle_cluster.typed.yaml',
      'nodes:\n  - name: head\n    gpus: [0]\n  - name: sampler\n    host: local\n    gpus: [1, 2]',
    );
    await editor.screenshot('typing-cluster');
  });
});
