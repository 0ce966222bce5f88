/** What the extension does where it must do nothing, in a real editor. */
import { afterEach, expect, it } from 'vitest';
import { leftovers } from './harness/leftovers';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';

let open: Fixture | undefined;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('refusal-failed', open?.editor, open?.server));
  await open?.dispose();
  open = undefined;
});

it('asks for the interpreter where none is chosen, and starts nothing where none is given', async () => {
  open = await openDemo({ interpreter: false });
  const { editor, demo } = open;
  await editor.openFile('twinkle_cluster.yaml');
  await editor.commandThatAsks('Twinkle: Start Ray Cluster');
  const list = editor.page.locator('.quick-input-widget', { hasText: 'Select Interpreter' });
  await list.locator('.monaco-list-row', { hasText: 'Enter Path…' }).waitFor();
  await editor.page.getByPlaceholder(/^Which Python starts Ray[?]/).waitFor();
  await editor.screenshot('no-interpreter');
  await editor.page.keyboard.press('Escape');
  await list.waitFor({ state: 'hidden' });
  expect(await leftovers(demo.stateFolder)).toEqual([]);
});

it('checks files in an untrusted workspace, and runs nothing', async () => {
  open = await openDemo({ workspaceTrust: true });
  const { editor, demo } = open;
  await editor.statusBar('Restricted Mode').waitFor();
  await editor.openFile('server_config.yaml');
  await editor.squiggles().first().waitFor();
  const lenses = (title: RegExp) => editor.page.locator('.codelens-decoration a', { hasText: title });
  await lenses(/^Check/)
    .first()
    .waitFor();
  expect(await lenses(/^Launch$/).count()).toBe(0);
  await editor.command('Twinkle: Start Ray Cluster');
  const message = editor.notification('This folder is not trusted');
  await message.first().waitFor();
  await message.getByRole('button', { name: 'Manage Workspace Trust' }).first().waitFor();
  await editor.screenshot('untrusted');
  expect(await leftovers(demo.stateFolder)).toEqual([]);
});
