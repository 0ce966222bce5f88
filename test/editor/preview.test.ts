/** The page with the commands of a cluster, in a real editor: where it opens, and that it is there again. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { reloadWindow } from './harness/reload';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';

let open: Fixture;

beforeAll(async () => {
  open = await openDemo();
});

afterAll(async () => {
  await open.dispose();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('preview-failed', open.editor, open.server));
});

it('has the whole window where it is beside nothing, and is there again after a reload', async () => {
  const { editor } = open;
  const line = editor.page.locator('.view-line', { hasText: '#!/bin/sh' }).first();
  const groups = editor.page.locator('.editor-group-container');
  await editor.command('Twinkle: Preview Cluster Commands');
  await line.waitFor();
  expect(await groups.count()).toBe(1);
  // Again: it is not opened beside itself.
  await editor.command('Twinkle: Preview Cluster Commands');
  await line.waitFor();
  expect(await groups.count()).toBe(1);
  await reloadWindow(editor);
  await line.waitFor();
  expect(await groups.count()).toBe(1);
  await editor.screenshot('preview-reloaded');
});
