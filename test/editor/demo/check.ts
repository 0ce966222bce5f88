/**
 * `npm run demo -- --check`: what the demo's four lines say, done by keys in a real editor, from the planted mistake to
 * a running server and back. Screenshots go to out/demo. Ends with 0, or says what failed.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { CodeServer, required } from '../harness/codeServer';
import { Editor } from '../harness/editor';
import { endLeftovers, leftovers } from '../harness/leftovers';
import { onInterrupt } from '../harness/onInterrupt';
import { stateInWords } from '../harness/state';
import { until } from '../harness/wait';
import { prepareWorkspace, type DemoWorkspace } from './workspace';

const root = required('TWINKLE_ROOT', 'scripts/demo.mjs sets it');
const python = required('TWINKLE_TEST_PYTHON', 'scripts/demo.mjs sets it');
const screenshots = path.join(root, 'out', 'demo');
const base = path.join(screenshots, 'check');

/** Milliseconds; starting Ray and Twinkle on two busy cores takes its time. */
const slow = 240_000;

let editor: Editor | undefined;
let server: CodeServer | undefined;
let doing = 'preparing the workspace';

async function step(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = Date.now();
  doing = what;
  await work();
  console.log(`✓ ${what} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}

async function walk(workspace: DemoWorkspace): Promise<void> {
  const settings = { 'twinkle.python': python };
  const vsix = path.join(root, 'dist', 'twinkle-server.vsix');
  const env = { TWINKLE_STATE_HOME: workspace.state };
  server = await CodeServer.start({
    folder: path.join(base, 'editor'),
    workspace: workspace.folder,
    vsix,
    settings,
    env,
  });
  const shown = await Editor.open({ url: server.url, screenshots });
  editor = shown;

  await step('the mistake is underlined', async () => {
    await shown.openFile('server_config.yaml');
    await shown.squiggles().first().waitFor();
    await shown.screenshot('1-mistake');
  });
  await step('its quick fix removes the finding', async () => {
    await shown.fixFirstProblem();
    await shown.squiggles().first().waitFor({ state: 'detached' });
    await shown.page.keyboard.press('Control+S');
    await shown.screenshot('2-fixed');
  });
  await step('the cluster starts: three nodes', async () => {
    await shown.command('Twinkle: Start Ray Cluster');
    await shown.statusBar('Ray 3 nodes').waitFor({ timeout: slow });
    await shown.command('Twinkle: Focus on Cluster View');
    await shown.treeRow('gpu').first().waitFor();
    await shown.screenshot('3-cluster');
  });
  await step('the server runs: four applications', async () => {
    await shown.command('Twinkle: Launch Server');
    await shown.statusBar('Twinkle 4/4').waitFor({ timeout: slow });
    await shown.treeRow('processor').first().waitFor();
    await shown.screenshot('4-server');
  });
  await step('its log is there', async () => {
    await shown.command('Twinkle: Show Server Log');
    await shown.page
      .locator('.panel .view-line', { hasText: /Endpoint|started|Deployed/ })
      .first()
      .waitFor();
    await shown.screenshot('5-log');
  });
  await step('the server stops', async () => {
    await shown.command('Twinkle: Stop Server');
    await shown.answerDialog('Stop the Twinkle server?', 'Stop');
    await shown.statusBar(/Ray 3 nodes$/).waitFor({ timeout: slow });
  });
  await step('the cluster stops, and nothing is left', async () => {
    await shown.command('Twinkle: Stop Ray Cluster');
    await shown.statusBar('Ray stopped').waitFor({ timeout: slow });
    await shown.screenshot('6-stopped');
    await until(
      'records and processes to be gone',
      30_000,
      async () => (await leftovers(workspace.state)).length === 0,
    );
  });
}

onInterrupt(async () => {
  await server?.dispose();
  await endLeftovers(path.join(base, 'state'));
});
await rm(base, { recursive: true, force: true });
await mkdir(base, { recursive: true });
try {
  const workspace = await prepareWorkspace(root, base);
  for (const note of workspace.notes) console.log(note);
  await walk(workspace);
  console.log(`The demo works. Screenshots: ${path.relative(root, screenshots)}/*.png`);
} catch (error) {
  process.exitCode = 1;
  console.error(`✗ ${doing}\n${error instanceof Error ? error.message : String(error)}`);
  console.error(await stateInWords('failed', editor, server));
  for (const left of await leftovers(path.join(base, 'state'))) console.error(`Left behind: ${left}`);
} finally {
  await editor?.close();
  await server?.dispose();
  // After a failure a cluster may still run; its records go with the folder at the next check.
  await endLeftovers(path.join(base, 'state'));
}
