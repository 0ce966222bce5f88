/**
 * Read-only pages in a real editor, with recorded answers of Ray: the whole of a row that is cut, by its menu and by a
 * click, and the commands of a cluster.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { reloadWindow } from './harness/reload';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';
import { recordedCluster } from './support/recordedCluster';

const themes = ['Default Light Modern', 'Default High Contrast', 'Default Dark Modern'];
const exception = "TypeError: MockModel.__init__() got an unexpected keyword argument 'no_such_key'";

/** As Ray Serve reports a replica whose constructor fails. */
const message = `The deployment failed to start 3 times in a row. This may be due to a problem with its constructor or initial health check failing. See controller logs for details. Error:
ray::ServeReplica:mock-model:ModelManagement.initialize_and_get_metadata() (pid=7638, ip=192.0.2.2)
  File "/usr/lib/python3.11/concurrent/futures/_base.py", line 449, in result
    return self.__get_result()
${exception}`;

interface Serve {
  applications: Record<string, { status: string; message: string; deployments: Record<string, object> }>;
}

let open: Fixture;
let cluster: Awaited<ReturnType<typeof recordedCluster>>;

beforeAll(async () => {
  cluster = await recordedCluster((name, answer) => (name === 'serve' ? withFailure(answer) : answer));
  open = await openDemo();
  await cluster.plant(open.demo);
});

afterAll(async () => {
  await open.dispose();
  cluster.dispose();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('details-failed', open.editor, open.server));
});

const line = (words: string | RegExp) => open.editor.page.locator('.view-line', { hasText: words }).first();

it('the menu of a row has its details, with the whole message of Ray', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.command('Twinkle: Focus on Cluster View');
  await editor.command('Twinkle: Refresh');
  const failed = editor.treeRow(/^mock-model ?TypeError: /).first();
  await failed.waitFor();
  await inEachTheme('details-row');
  await failed.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Show Details' }).hover();
  await editor.screenshot('details-menu');
  await page.keyboard.press('Enter');
  await line('ray::ServeReplica:mock-model').waitFor();
  await line(exception).waitFor();
  await line('Status: DEPLOY_FAILED').waitFor();
  await inEachTheme('details-page');
});

it('a click on a row without a command of its own shows its details in the same place', async () => {
  const { editor } = open;
  await editor
    .treeRow(/^server/)
    .first()
    .click();
  const replica = editor.treeRow(/^running on head/).first();
  await replica.waitFor();
  await replica.click();
  await line(/^Process:.7543/).waitFor();
  expect(await editor.page.locator('.editor-group-container').count()).toBe(1);
  await editor.screenshot('details-replica');
});

it('a preview has the whole window where it is beside nothing, and is there again after a reload', async () => {
  const { editor } = open;
  const groups = editor.page.locator('.editor-group-container');
  await editor.command('View: Close All Editors');
  await editor.command('Twinkle: Preview Cluster Commands');
  await line('#!/bin/sh').waitFor();
  expect(await groups.count()).toBe(1);
  // Again: it is not opened beside itself.
  await editor.command('Twinkle: Preview Cluster Commands');
  await line('#!/bin/sh').waitFor();
  expect(await groups.count()).toBe(1);
  await reloadWindow(editor);
  await line('#!/bin/sh').waitFor();
  expect(await groups.count()).toBe(1);
  await editor.screenshot('preview-reloaded');
});

function withFailure(answer: string): string {
  const serve = JSON.parse(answer) as Serve;
  const model = serve.applications['mock-model'];
  if (model === undefined) throw new Error('The recorded answer has no mock-model.');
  Object.assign(model, { status: 'DEPLOY_FAILED', message });
  for (const each of Object.values(model.deployments))
    Object.assign(each, { status: 'DEPLOY_FAILED', message, replicas: [] });
  return JSON.stringify(serve);
}

/** One picture in each theme, and a narrow one. */
async function inEachTheme(name: string): Promise<void> {
  const { editor, demo } = open;
  const file = path.join(demo.folder, 'user-data/Machine/settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  for (const theme of themes) {
    writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': theme }));
    const kind = theme.includes('Contrast') ? 'hc-black' : theme.includes('Light') ? 'vs' : 'vs-dark';
    await editor.page.locator(`.monaco-workbench.${kind}`).waitFor();
    await editor.screenshot(`${name}-${kind}`);
  }
  await editor.page.setViewportSize({ width: 300, height: 800 });
  await editor.screenshot(`${name}-300`);
  await editor.page.setViewportSize({ width: 1280, height: 800 });
}
