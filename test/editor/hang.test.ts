/**
 * A launch that hangs, as a real editor shows it. Ray's answers are recorded; the real ones are in
 * test/cluster/launch.test.ts.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { required } from './harness/codeServer';
import { openDemo, type Fixture } from './support/fixture';
import { RecordedServer } from './support/recordedServer';
import { useTheme } from './support/theme';

const python = required('TWINKLE_TEST_PYTHON', '`npm test -- --only editor` sets it');
const slow = 60_000;

let open: Fixture;
let recorded: RecordedServer;

beforeAll(async () => {
  recorded = await RecordedServer.open('hang');
  open = await openDemo();
});

afterAll(async () => {
  await open.dispose();
  recorded.dispose();
});

it('is named once, in row, status bar and a message, and is stopped from there', async () => {
  const { editor } = open;
  await recorded.start(open, python);
  await editor.openFile('server_config.yaml');
  await editor.command('Twinkle: Focus on Cluster View');
  await editor.command('Twinkle: Refresh');
  const hang = editor.notification('two will never start: its placement group needs 4 GPUs and 4 CPUs');
  await hang.first().waitFor({ timeout: slow });
  // It stays under the pointer.
  await hang.first().hover();
  expect(await hang.first().innerText()).toContain('head: GPU 0/4 free and CPU 3.9/8 free; cpu: no GPU');
  await editor.statusBar('two: will never start').waitFor();
  await editor
    .treeRow(/^two ?will never start.*waiting for its placement group of 4 GPUs/)
    .first()
    .waitFor();
  await editor.page.locator('.codelens-decoration', { hasText: 'Launching…' }).first().waitFor();
  await editor.screenshot('hang');
  await useTheme(open, 'Light 2026');
  await editor.screenshot('hang-light');
  expect(await hang.count()).toBe(1);
  await hang.first().getByRole('button', { name: 'Stop Server' }).click();
  await editor.statusBar(/Ray 2 nodes$|Ray 2\/1 node$/).waitFor({ timeout: slow });
  await editor.page
    .locator('.codelens-decoration', { hasText: /Launch[^i]/ })
    .first()
    .waitFor();
});
