/** What explains the product inside the editor: the walkthrough, the pages of rules and the page of the extension. */
import { copyFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { required } from './harness/codeServer';
import { stateInWords } from './harness/state';
import { until } from './harness/wait';
import { openDemo, root, type Fixture } from './support/fixture';
import { frameWith } from './support/frame';
import { useTheme } from './support/theme';
import { cutTitles, openWalkthrough, stepsDone } from './support/walkthrough';

const themes = ['Default Light Modern', 'Default High Contrast', 'Default Dark Modern'];

/** Words that each picture of the walkthrough shows. */
const pictures = {
  interpreter: 'Select Interpreter',
  configuration: 'device_mesh',
  forecast: 'APPLICATIONS',
  cluster: 'CPU 0/16 used',
  launch: '4/4 running',
};

let open: Fixture;
/** Hosts that the window asked for something. */
const asked = new Set<string>();

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    prepare: ({ workspace }) => {
      for (const name of ['server_config.yaml', 'server_config.gpu.yaml']) rmSync(path.join(workspace, name));
    },
  });
  open.editor.page.on('request', request => asked.add(new URL(request.url()).hostname));
  await open.editor.page.setViewportSize({ width: 1400, height: 900 });
});

afterAll(async () => {
  await open.dispose();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('pages-failed', open.editor, open.server));
});

it('the walkthrough ticks a step when it is done, and not when its picker opens', async () => {
  const { editor } = open;
  const { page } = editor;
  await openWalkthrough(editor);
  expect(await stepsDone(editor)).toEqual([]);
  expect(await cutTitles(editor)).toEqual([]);

  const select = page.locator('.getting-started-step .monaco-button', { hasText: 'Select Interpreter' });
  await select.click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Enter Path…' }).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  expect(await stepsDone(editor)).toEqual([]);
  await select.click();
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Enter Path…' }).click();
  await page.locator('.quick-input-widget', { hasText: 'Absolute path of a Python' }).waitFor();
  await page.keyboard.type(required('TWINKLE_TEST_PYTHON', '`npm test -- --only editor` sets it'));
  await page.keyboard.press('Enter');
  await ticked(['interpreter']);

  for (const name of ['server_config.yaml', 'server_config.gpu.yaml'])
    copyFileSync(path.join(root, 'examples/demo', name), path.join(open.demo.workspace, name));
  await ticked(['interpreter', 'configuration']);
  await editor.openFile('server_config.yaml');
  await editor.command('Twinkle: Forecast Placement');
  await page.locator('.view-line', { hasText: 'NODES' }).first().waitFor();
  await editor.command('View: Close All Editors');
  await openWalkthrough(editor);
  await ticked(['interpreter', 'configuration', 'forecast']);
});

it('its pictures look like the editor in each theme', async () => {
  const { editor } = open;
  const { page } = editor;
  for (const theme of themes) {
    await useTheme(open, theme);
    for (const [step, words] of Object.entries(pictures)) {
      await page.locator(`.getting-started-step[data-step-id$="#${step}"]`).click();
      await frameWith(open.editor, `svg:has-text("${words}")`);
      await editor.screenshot(`walkthrough-${step}-${theme.split(' ')[1]}`);
    }
  }
});

it('the code of a finding opens its page in the editor', async () => {
  const { editor } = open;
  const { page } = editor;
  asked.clear();
  await editor.command('View: Close All Editors');
  await editor.openFile('server_config.gpu.yaml');
  await editor.command('View: Toggle Problems');
  await page.locator('.markers-panel a', { hasText: 'mesh-world-size' }).first().click();
  await (await frameWith(open.editor, 'h1#mesh-world-size')).locator('table').first().waitFor();
  await editor.command('View: Hide Panel');
  await editor.command('View: Close Primary Side Bar');
  for (const theme of themes) {
    await useTheme(open, theme);
    await editor.screenshot(`rule-page-${theme.split(' ')[1]}`);
  }
  await page.setViewportSize({ width: 300, height: 800 });
  await editor.screenshot('rule-page-300');
  await page.setViewportSize({ width: 1400, height: 900 });

  // The second is the name under which a web view reads files of the editor, which answers itself.
  const own = /^127\.0\.0\.1$|\.vscode-resource\.vscode-cdn\.net$/;
  expect([...asked].filter(host => !own.test(host))).toEqual([]);
});

it('the page of the extension is for its users, with its pictures and without the network', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.command('View: Close All Editors');
  await editor.command('Extensions: Show Installed Extensions');
  await page.locator('.extensions-list .monaco-list-row', { hasText: 'Twinkle' }).first().click();
  const frame = await frameWith(open.editor, 'h2#first-steps');
  // Drawn with text in the colors of the theme: pictures of other kinds need the network there.
  expect(await frame.locator('pre').count()).toBe(3);
  expect(await frame.locator('img').count()).toBe(0);
  for (const picture of await frame.locator('pre').all())
    expect(await picture.locator('span[class^="mtk"]').count()).toBeGreaterThan(3);
  expect(await frame.locator('body').textContent()).not.toMatch(/npm run|git clone/);
  expect(await page.locator('.extension-editor .name').first().textContent()).toBe('Twinkle');
  await editor.screenshot('extension-page');
});

async function ticked(steps: string[]): Promise<void> {
  await until(`the steps ${steps.join(', ')}`, 30_000, async () => {
    return (await stepsDone(open.editor)).join() === steps.join();
  });
}
