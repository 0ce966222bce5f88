/** A folder without a cluster file and without an interpreter, in a real editor. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { required } from './harness/codeServer';
import { languageServers } from './harness/processes';
import { until } from './harness/wait';
import { openDemo, type Fixture } from './support/fixture';

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    prepare: ({ workspace }) => {
      rmSync(path.join(workspace, 'twinkle_cluster.yaml'));
    },
  });
});

afterAll(async () => {
  await open.dispose();
});

it('the welcome text writes a cluster file that has no finding', async () => {
  const { editor } = open;
  const { page } = editor;
  await page.locator('.activitybar [aria-label^="Twinkle"]').first().click();
  const button = page.locator('.welcome-view-content .monaco-button', { hasText: 'Create Cluster File' });
  await button.waitFor();
  await editor.screenshot('welcome');
  // The view has activated the extension, and no file needs a language server yet.
  expect(languageServers(open.demo.folder)).toEqual([]);
  await button.click();
  await page.locator('.tab.active[data-resource-name="twinkle_cluster.yaml"]').first().waitFor();
  expect(open.read('twinkle_cluster.yaml')).toMatch(
    /^ {2}- name: head\n {4}host: local\n {4}gpus: \[0, 1, 2, 3\]$/m,
  );
  await editor.statusBar('Ray stopped').waitFor();
  await page.locator('.welcome-view-content .monaco-button', { hasText: 'Start Ray Cluster' }).waitFor();
  await until('the first file to start its language server', 30_000, () => {
    return languageServers(open.demo.folder).length === 1;
  });
  expect(await page.locator('[class*="squiggly-"]').count()).toBe(0);
});

it('an interpreter is chosen by its path, and told with what it has', async () => {
  const { editor } = open;
  const { page } = editor;
  const python = required('TWINKLE_TEST_PYTHON', '`npm test -- --only editor` sets it');
  const choose = async () => {
    await editor.commandThatAsks('Twinkle: Select Interpreter');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Enter Path…' }).waitFor();
  };
  await choose();
  await page.keyboard.type('Enter Path');
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget', { hasText: 'Absolute path of a Python' }).waitFor();
  await page.keyboard.type(python);
  await page.keyboard.press('Enter');
  await until('the setting to be written', 30_000, () => open.read('.vscode/settings.json').includes(python));
  const chosen = page.locator('.quick-input-list .monaco-list-row', { hasText: /twinkle-kit 0/ }).first();
  // The file is written before the extension host hears of it.
  await until('the interpreter to be offered', 30_000, async () => {
    await choose();
    if (await chosen.isVisible()) return true;
    await page.keyboard.press('Escape');
    return false;
  });
  await editor.screenshot('interpreters');
  await page.keyboard.press('Escape');
});
