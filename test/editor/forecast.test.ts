/** The forecast by its code lens, in a real editor: the page, how it follows the files, and the other lenses. */
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { reloadWindow } from './harness/reload';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({ interpreter: false });
});

afterAll(async () => {
  await open.dispose();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('forecast-failed', open.editor, open.server));
});

const lens = (title: string | RegExp) =>
  open.editor.page.locator('.codelens-decoration a', { hasText: title }).first();
const line = (words: string | RegExp) => open.editor.page.locator('.view-line', { hasText: words }).first();
const clusterFile = () => path.join(open.demo.workspace, 'twinkle_cluster.yaml');

it('a click on the lens shows where each application lands', async () => {
  const { editor } = open;
  await editor.openFile('server_config.yaml');
  await lens('Forecast: fits 3 nodes').click();
  await line('✔ All applications (4)').waitFor();
  await line('head · local · 8 CPUs').waitFor();
  await editor.screenshot('forecast');
});

it('the page follows the cluster file on the disk', async () => {
  const { editor } = open;
  const text = open.read('twinkle_cluster.yaml');
  writeFileSync(clusterFile(), text.replace(/ {2}- name: gpu\n(?: {4}.*\n)*/, ''));
  await line('✘ The launch waits').waitFor();
  await lens('waits forever').waitFor();
  await editor.screenshot('forecast-waits');
  rmSync(clusterFile());
  await line('There is no cluster file').waitFor();
  await editor.screenshot('forecast-without-cluster');
  writeFileSync(clusterFile(), text);
  await line('✔ All applications (4)').waitFor();
});

it('the page is there again after a reload of the window', async () => {
  const { editor } = open;
  await reloadWindow(editor);
  await line('✔ All applications (4)').waitFor();
  // In its language, by which it has its colors.
  await editor.page.locator('.view-line .mtkb', { hasText: 'NODES' }).first().waitFor();
  await editor.screenshot('forecast-reloaded');
});

it('the lens of a model shows its places, and Check the problems', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.command('View: Close All Editors');
  await editor.openFile('server_config.gpu.yaml');
  await lens(/references$/).click();
  await page.locator('.peekview-widget .ref-tree .monaco-list-row').first().waitFor();
  await editor.screenshot('references');
  await page.keyboard.press('Escape');
  await editor.goTo(1);
  await lens(/^Check/).click();
  await page.locator('.markers-panel [role="treeitem"]').first().waitFor();
});

it('is a command of the palette, for those who use keys alone', async () => {
  const { editor } = open;
  await editor.command('View: Close All Editors');
  await editor.openFile('server_config.gpu.yaml');
  await editor.command('Twinkle: Forecast Placement');
  await line('server_config.gpu.yaml on').waitFor();
  const tab = editor.page.locator('.tab.active', { hasText: 'server_config.gpu.yaml (forecast)' });
  expect(await tab.count()).toBeGreaterThan(0);
});
