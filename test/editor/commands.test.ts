/** Commands in the wrong state, refusals and questions, by clicks and keys on one cluster, in a real editor. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator } from 'playwright-core';
import { leftovers } from './harness/leftovers';
import { until } from './harness/wait';
import { openDemo, type Fixture } from './support/fixture';
import { stepByStep } from './support/stepByStep';

/** Milliseconds: Ray and Twinkle share two cores with the editor here. */
const slow = 240_000;

/** Keys of a user reach commands that the palette has no more. */
const keys = [
  { key: 'ctrl+alt+shift+f6', command: 'twinkle.launchServer' },
  { key: 'ctrl+alt+shift+f7', command: 'twinkle.startCluster' },
  { key: 'ctrl+alt+shift+f8', command: 'twinkle.stopServer' },
  { key: 'ctrl+alt+shift+f9', command: 'twinkle.stopCluster' },
  { key: 'ctrl+alt+shift+f10', command: 'twinkle.showLog' },
];

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({
    prepare: ({ folder, workspace }) => {
      cutAt(path.join(workspace, 'server_config.yaml'), '  # Sampling.');
      cutAt(path.join(workspace, 'twinkle_cluster.yaml'), '  - name: gpu');
      mkdirSync(path.join(folder, 'user-data/User'), { recursive: true });
      writeFileSync(path.join(folder, 'user-data/User/keybindings.json'), JSON.stringify(keys));
    },
  });
  await open.editor.openFile('server_config.yaml');
  await open.editor.statusBar('Ray stopped').waitFor();
});

afterAll(async () => {
  const left = await leftovers(open.demo.stateFolder);
  await open.dispose();
  expect(left).toEqual([]);
});

/** One node and two applications are enough here, and start sooner. */
function cutAt(file: string, mark: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(mark);
  writeFileSync(file, text.slice(0, text.indexOf(mark)));
}

const dialog = () => open.editor.page.locator('.monaco-dialog-box');
const dialogButton = (name: string) => dialog().getByRole('button', { name, exact: true });

/** Titles that the palette offers for what was typed. */
async function offered(typed: string): Promise<string[]> {
  const { page } = open.editor;
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await page.keyboard.press('F1');
  await input.waitFor();
  await input.fill(`>Twinkle: ${typed}`);
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await rows.first().waitFor();
  const titles = await Promise.all((await rows.all()).map(row => row.getAttribute('aria-label')));
  await page.keyboard.press('Escape');
  return titles.filter(title => title !== null).filter(title => title.includes(typed));
}

async function closeMessages(): Promise<void> {
  await open.editor.command('Notifications: Clear All Notifications');
}

function viewButton(title: string): Locator {
  return open.editor.page.locator(`.sidebar .title [aria-label^="${title}"]`).first();
}

describe('commands say what is so, ask before they end anything, and change nothing where they refuse', () => {
  stepByStep('commands-failed', () => open);

  it('the palette offers what the state allows', async () => {
    // Until the state is known everything is offered.
    await expect.poll(() => offered('Stop Server'), { timeout: 10_000 }).toEqual([]);
    expect(await offered('Stop Ray Cluster')).toEqual([]);
    expect(await offered('Show Server Log')).toEqual([]);
    expect(await offered('Start and Launch')).toHaveLength(1);
    expect(await offered('Start Ray Cluster')).toHaveLength(1);
    await open.editor.page.keyboard.press('Control+Alt+Shift+F10');
    const message = open.editor.notification('There is no server log yet').first();
    await message.waitFor();
    await message.getByRole('button', { name: 'Start and Launch' }).waitFor();
    await closeMessages();
  });

  it('a launch without a cluster offers to start it, and a known error is named before anything starts', async () => {
    const { editor, demo } = open;
    await editor.command('Twinkle: Launch Server');
    await editor.answer('is not running', 'Start and Launch');
    const asked = Date.now();
    await dialog().waitFor();
    // At once: before an interpreter is asked or a node started.
    expect(Date.now() - asked).toBeLessThan(3_000);
    const words = (await dialog().textContent()) ?? '';
    expect(words).toContain('server_config.yaml has 1 error. Launch the server anyway?');
    expect(words).toMatch(/server_config[.]yaml:\d+: .*mock-model/);
    await editor.screenshot('known-errors');
    const buttons = dialog().locator('.dialog-buttons .monaco-button');
    expect((await buttons.allTextContents()).map(each => each.trim())).toContain('Show Problems');
    // The default, which Enter takes.
    await editor.page.keyboard.press('Enter');
    await editor.page
      .locator('.markers-panel [role="treeitem"]', { hasText: 'mock-model' })
      .first()
      .waitFor();
    expect(await leftovers(demo.stateFolder)).toEqual([]);
    await editor.command('View: Toggle Problems');
  });

  it('Cancel in Start and Launch stops the nodes again, and launches nothing', async () => {
    const { editor, demo } = open;
    await editor.command('Twinkle: Start and Launch');
    await dialogButton('Launch Anyway').click();
    const starting = editor.notification('Starting Ray cluster').first();
    await starting.waitFor();
    await until('the first process', 60_000, async () =>
      (await leftovers(demo.stateFolder)).some(each => each.startsWith('process')),
    );
    await starting.getByRole('button', { name: 'Cancel' }).click();
    await editor.statusBar('Ray stopped').waitFor({ timeout: 60_000 });
    await starting.waitFor({ state: 'detached' });
    expect(await leftovers(demo.stateFolder)).toEqual([]);
    expect(await editor.notification('Launching').count()).toBe(0);
    expect(await editor.page.locator('.notifications-toasts .codicon-error').count()).toBe(0);
  });

  it('Start and Launch of the view goes on from the nodes to the server', async () => {
    const { editor } = open;
    await editor.command('Twinkle: Focus on Cluster View');
    await editor.page
      .locator('.welcome-view-content .monaco-button', { hasText: 'Start and Launch' })
      .waitFor();
    await editor.screenshot('welcome-stopped');
    await viewButton('Start and Launch').click();
    await dialogButton('Launch Anyway').click();
    await editor.notification('Starting Ray cluster').waitFor();
    await editor.statusBar('Twinkle 2/2').waitFor({ timeout: slow });
    // Accepted once, it is not asked again.
    expect(await dialog().count()).toBe(0);
  });

  it('a refused start or launch leaves log and tree as they are', async () => {
    const { editor } = open;
    const { page } = editor;
    const model = editor.treeRow(/^model.*replica/).first();
    await model.click();
    const replica = editor.treeRow(/^running on head/).first();
    await replica.waitFor();
    const lines = page.locator('.panel .view-line');
    await lines.first().waitFor();
    expect(await offered('Launch Server')).toEqual([]);
    // By its key, since the palette has it no more.
    await page.keyboard.press('Control+Alt+Shift+F6');
    await editor.notification('This cluster already has a server').first().waitFor();
    await editor.screenshot('refused-launch');
    await closeMessages();
    await page.keyboard.press('Control+Alt+Shift+F7');
    await editor.notification('is already running').first().waitFor();
    await closeMessages();
    expect(await replica.count()).toBe(1);
    expect(await lines.count()).toBeGreaterThan(3);
    await model.click();
  });

  it('Stop Server asks, and a closed question is a no', async () => {
    const { editor } = open;
    const applications = editor.treeRow(/^Applications.*2\/2 running/).first();
    await applications.hover();
    await applications.locator('[aria-label^="Stop Server"]').click();
    const question = editor.dialog('Stop the Twinkle server? It serves 2 applications.');
    await question.waitFor();
    await editor.screenshot('stop-question');
    await editor.dismiss(question);
    await editor.statusBar('Twinkle 2/2').waitFor();
  });

  it('a click on a row ends nothing, and its button asks', async () => {
    const { editor, demo } = open;
    // The launcher alone, so that its applications run on.
    const launcher = (await leftovers(demo.stateFolder)).flatMap(each =>
      each.includes('-m twinkle.server') ? (/^process (\d+):/.exec(each)?.[1] ?? []) : [],
    );
    expect(launcher.length).toBeGreaterThan(0);
    for (const pid of launcher) process.kill(Number(pid), 'SIGKILL');
    const row = editor.treeRow('2 applications run on without their launcher').first();
    await row.waitFor({ timeout: 60_000 });
    await closeMessages();
    await row.click();
    await editor.page.keyboard.press('Enter');
    await until('the click to be over', 10_000, async () => (await dialog().count()) === 0);
    await editor
      .treeRow(/^Applications.*2\/2 running/)
      .first()
      .waitFor();
    expect(await editor.notification('Stopping').count()).toBe(0);
    await row.hover();
    await editor.screenshot('left');
    await row.locator('[aria-label^="Stop Server"]').click();
    await editor.answerDialog('Stop the applications that still run', 'Stop and Do Not Ask Again');
    await editor.statusBar(/Ray 1 node$/).waitFor({ timeout: slow });
    await row.waitFor({ state: 'detached' });
    await until('the answer to be kept', 10_000, () =>
      readFileSync(path.join(demo.folder, 'user-data/User/settings.json'), 'utf8').includes(
        '"twinkle.confirmStopServer": false',
      ),
    );
  });

  it('a failed launch is shown at the value, leads there, and is copied as a report', async () => {
    const { editor, demo } = open;
    const { page } = editor;
    const file = path.join(demo.workspace, 'server_config.yaml');
    const sound = readFileSync(file, 'utf8');
    // No rule speaks of it here: what is shown comes from the launch.
    const wrong = sound.replace(
      'max_ongoing_requests: 50',
      'max_concurrent_queries: 50 # twinkle-ignore: unknown-key',
    );
    const line = wrong.split('\n').findIndex(each => each.includes('max_concurrent_queries')) + 1;
    await editor.openFile('server_config.yaml');
    writeFileSync(file, wrong);
    await page.locator('.view-line', { hasText: 'max_concurrent_queries' }).first().waitFor();
    const shown = page.locator('.markers-panel [role="treeitem"]', {
      hasText: 'The last launch failed here',
    });
    await editor.command('Problems: Focus on Problems View');
    expect(await shown.count()).toBe(0);
    await editor.openFile('server_config.yaml');
    await editor.command('Twinkle: Launch Server');
    await dialogButton('Launch Anyway').click();
    const message = editor.notification('Launching server failed').first();
    await message.waitFor({ timeout: slow });
    expect(await message.textContent()).toContain("unexpected keyword argument 'max_concurrent_queries'");
    await editor.screenshot('cause-message');
    await editor.goTo(1);
    await message.getByRole('button', { name: 'Show Problem', exact: true }).click();
    await editor.statusBar(new RegExp(`Ln ${line}, Col`)).waitFor();
    await editor.command('Problems: Focus on Problems View');
    await shown.first().waitFor();
    expect(await shown.first().textContent()).toContain('max_concurrent_queries');
    await editor.screenshot('cause-in-file');

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await editor.command('Twinkle: Copy Report');
    await editor.notification('is in the clipboard').first().waitFor();
    await editor.screenshot('cause-report');
    const report = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(report).toMatch(/- twinkle-kit: 0\.5\.1\n- Ray: 2\.60\.0\n- Python: 3\./);
    expect(report).toContain('- At: `applications.0.deployments.0.max_concurrent_queries`');
    expect(report).toContain(`-m twinkle.server launch --config ${file}`);
    expect(report).toContain('max_concurrent_queries: 50 # twinkle-ignore');
    await closeMessages();

    await editor.openFile('server_config.yaml');
    await editor.goTo(1);
    await page.keyboard.type('#');
    await shown.first().waitFor({ state: 'detached' });
    await editor.command('File: Revert File');
    writeFileSync(file, sound);
    await page.locator('.view-line', { hasText: 'max_ongoing_requests: 50' }).first().waitFor();
    expect(await shown.count()).toBe(0);
    await editor.command('View: Close All Editors');
    await editor.command('Twinkle: Show Server Log');
  });

  it('commands with nothing to stop say so', async () => {
    const { editor } = open;
    await editor.page.keyboard.press('Control+Alt+Shift+F8');
    const message = editor.notification('No Twinkle server is running').first();
    await message.waitFor();
    const lines = editor.page.locator('.panel .view-line');
    const before = await lines.allTextContents();
    await message.getByRole('button', { name: 'Launch Server' }).click();
    // No file is active, and there are two.
    await editor.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'server_config.yaml' })
      .waitFor();
    await editor.page.keyboard.press('Enter');
    const asked = Date.now();
    await dialog().waitFor();
    console.log(`Known errors are asked about after ${Date.now() - asked} ms`);
    // The checks that ask an interpreter take several seconds, and have not begun.
    expect(Date.now() - asked).toBeLessThan(3_000);
    await dialogButton('Cancel').click();
    await dialog().waitFor({ state: 'detached' });
    expect(await lines.allTextContents()).toEqual(before);
    await closeMessages();
    // Nothing runs on it: it is not asked about.
    await viewButton('Stop Ray Cluster').click();
    await editor.statusBar('Ray stopped').waitFor({ timeout: slow });
    await editor.page.keyboard.press('Control+Alt+Shift+F9');
    await editor.notification('is not running').first().waitFor();
    await editor.screenshot('nothing-to-stop');
    await closeMessages();
  });
});
