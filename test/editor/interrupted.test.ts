/** A start that is cut short, in a real editor: by its Cancel button, and by a reload of the window. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leftovers } from './harness/leftovers';
import { until } from './harness/wait';
import { openDemo, type Fixture } from './support/fixture';

/** Milliseconds: three Ray nodes on two cores. */
const slow = 120_000;

let open: Fixture;

beforeAll(async () => {
  open = await openDemo();
  await open.editor.openFile('twinkle_cluster.yaml');
});

afterAll(async () => {
  await open.dispose();
});

async function start(): Promise<void> {
  const { editor, demo } = open;
  await editor.command('Twinkle: Start Ray Cluster');
  await editor.statusBar('Ray starting').waitFor();
  await until('the first process', slow, async () =>
    (await leftovers(demo.stateFolder)).some(each => each.startsWith('process')),
  );
}

async function nothingLeft(): Promise<void> {
  await until('nothing to be left', slow, async () => (await leftovers(open.demo.stateFolder)).length === 0);
}

it('Cancel ends what the start had begun, without an error', async () => {
  const { editor } = open;
  await start();
  const notification = editor.notification('Starting Ray cluster');
  await notification.first().waitFor();
  await editor.screenshot('starting');
  await notification.getByRole('button', { name: 'Cancel' }).first().click();
  await editor.statusBar('Ray stopped').waitFor({ timeout: slow });
  await nothingLeft();
  await notification.first().waitFor({ state: 'detached' });
  expect(await editor.page.locator('.notifications-toasts .codicon-error').count()).toBe(0);
});

it('a reload in the middle leaves nothing that the next window does not see and stop', async () => {
  const { editor, demo } = open;
  await start();
  await editor.command('Developer: Reload Window');
  await editor.statusBar(/Ray/).waitFor({ timeout: slow });
  // Whatever had begun is shown by the window: as running, as cut off, or it is gone already.
  await until('the window to tell what is there', slow, async () => {
    const left = await leftovers(demo.stateFolder);
    const stopped = await editor.statusBar('Ray stopped').isVisible();
    return left.length === 0 ? stopped : !stopped;
  });
  await editor.screenshot('start-cut-off');
  // Where it is gone already, the palette offers no stop.
  if (!(await editor.statusBar('Ray stopped').isVisible())) await editor.command('Twinkle: Stop Ray Cluster');
  await nothingLeft();
  await editor.statusBar('Ray stopped').waitFor({ timeout: slow });
});
