/** The choice of how to launch once, in a real editor; what it launches is tried in test/cluster/ways.test.ts. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { leftovers } from './harness/leftovers';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    prepare: ({ workspace }) => {
      writeFileSync(path.join(workspace, 'server.py'), 'from twinkle.server import launch_server\n');
    },
  });
});

afterAll(async () => {
  await open.dispose();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('launch-with-failed', open.editor, open.server));
});

it('shows every option, changes them for one launch, and begins with them the next time', async () => {
  const { editor, demo } = open;
  const { page } = editor;
  const list = page.locator('.quick-input-widget');
  const row = (...texts: (string | RegExp)[]) =>
    texts.reduce(
      (rows, hasText) => rows.filter({ hasText }),
      list.locator('.monaco-list-row', { hasText: /./ }),
    );
  const click = async (...texts: (string | RegExp)[]) => {
    // The hover of the row that was under the mouse covers the next one.
    await page.mouse.move(2, 2);
    await page.locator('.workbench-hover').waitFor({ state: 'hidden' });
    await row(...texts).click();
  };
  const file = page.locator('.explorer-folders-view .monaco-list-row', {
    hasText: /^server_config[.]yaml$/,
  });
  await file.waitFor();
  await editor.statusBar('Ray stopped').waitFor();
  // As on a machine that is slow to read: the file has its tab, and no text yet.
  const resume = open.server.pause();
  try {
    await file.click();
    await page.locator('.tab.active[data-resource-name="server_config.yaml"]').first().waitFor();
    await editor.commandThatAsks('Twinkle: Launch With…');
    await row('Way', /python -m twinkle[.]server launch/).waitFor();
  } finally {
    resume();
  }
  await row('Ray Namespace', 'as in the configuration').waitFor();
  await row('Code of Model Repositories', 'does not run: TWINKLE_TRUST_REMOTE_CODE=0').waitFor();
  await row('Queue Metrics').waitFor();
  // The command line of this version has no such option.
  expect(await row('Log Level').count()).toBe(0);
  await editor.screenshot('launch-with');

  await click('Way', 'twinkle.server');
  await row('Ray Job: python -m twinkle.server launch').waitFor();
  await editor.screenshot('launch-with-ways');
  await click('runs in its own folder');
  await click('server.py');
  await row('Script', 'server.py').waitFor();
  // The same script, as a job.
  await click('Way', 'a Python script');
  await click('submitted with the folder of the script');
  await row('Way', 'Ray Job: a Python script').waitFor();
  await row('Script', 'server.py').waitFor();
  await click('Code of Model Repositories');
  await row('may run: TWINKLE_TRUST_REMOTE_CODE=1').waitFor();
  await click('Ray Namespace');
  await page.getByPlaceholder(/./).or(list.locator('input')).first().waitFor();
  await list.getByText('Empty: that of the configuration').waitFor();
  await page.keyboard.type('mine');
  await page.keyboard.press('Enter');
  await row('Ray Namespace', 'mine').waitFor();
  await editor.screenshot('launch-with-script');

  // It goes on to what a launch needs first; without that nothing is started, and the choice is kept.
  await click('Start and Launch');
  await page.getByPlaceholder(/^Which Python starts Ray[?]/).waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  await editor.commandThatAsks('Twinkle: Launch With…');
  await row('Script', 'server.py').waitFor();
  await row('Ray Namespace', 'mine').waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  expect(await leftovers(demo.stateFolder)).toEqual([]);
});
