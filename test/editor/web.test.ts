/**
 * The packaged extension in the extension host of a browser, as in VS Code for the Web: what works without a machine, and
 * what is said of the rest. Its files are those of code-server's machine, which the browser reads through the editor.
 */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({ interpreter: false, inBrowser: true });
});

afterAll(async () => {
  await open.dispose();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('web-failed', open.editor, open.server));
});

const lens = (title: string | RegExp) =>
  open.editor.page.locator('.codelens-decoration a', { hasText: title }).first();
const line = (words: string | RegExp) => open.editor.page.locator('.view-line', { hasText: words }).first();

/** Waits for a question, and takes the answer that it has. */
async function enter(step: string, likely: string): Promise<void> {
  const { page } = open.editor;
  await page.locator('.quick-input-titlebar', { hasText: `(${step})` }).waitFor();
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: likely }).waitFor();
  await page.keyboard.press('Enter');
}

it('shows places of a model, finds a mistake, explains a field, and forecasts', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.openFile('server_config.gpu.yaml');
  await lens(/references$/).click();
  await page.locator('.peekview-widget .ref-tree .monaco-list-row').first().waitFor();
  await editor.openFile('server_config.yaml');
  await editor.squiggles().first().waitFor();
  await lens('Forecast: fits 3 nodes').waitFor();
  expect(await lens('Launch').count()).toBe(0);
  await editor.screenshot('web-finding');
  await editor.goTo(open.read('server_config.yaml').split('\n').indexOf('      backend: mock') + 1, 9);
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  await page.locator('.monaco-hover .hover-contents', { hasText: 'backend' }).first().waitFor();
  await editor.screenshot('web-hover');
  await editor.goTo(1);
  await lens('Forecast: fits 3 nodes').click();
  await line('✔ All applications (4)').waitFor();
  await line('head · local · 8 CPUs').waitFor();
  await editor.screenshot('web-forecast');
  await lens('Check: 1 error').click();
  await page.locator('.markers-panel [role="treeitem"]').first().waitFor();
});

it('says in its view what works, and writes a configuration from there', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.command('View: Close All Editors');
  await page.locator('.activitybar [aria-label^="Twinkle"]').first().click();
  const welcome = page.locator('.welcome-view-content');
  await welcome.getByText('To start a cluster or launch a server, open the folder in desktop').waitFor();
  await editor.screenshot('web-view');
  await welcome.getByRole('button', { name: 'New Server Configuration' }).click();
  await enter('1/4', 'Qwen/Qwen3.5-4B');
  await editor.screenshot('web-new-config');
  await enter('2/4', 'mock');
  await enter('3/4', 'Both');
  await enter('4/4', 'Yes');
  const name = page.locator('.quick-input-widget', { hasText: 'server_config.yaml exists' });
  await name.waitFor();
  await page.keyboard.press('Enter');
  await lens('Forecast: fits 3 nodes').waitFor();
  expect(open.read('server_config_2.yaml')).toContain('model_id: ms://Qwen/Qwen3.5-4B');
  await editor.screenshot('web-new-config-written');
  await editor.command('Twinkle: Start Ray Cluster');
  await editor.notification('This requires a machine').first().waitFor();
});
