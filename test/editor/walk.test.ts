/** The whole way in a real editor, by keys and clicks: from a mistake on the screen to a running server and back. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Editor } from './harness/editor';
import { leftovers } from './harness/leftovers';
import { until } from './harness/wait';
import { openDemo, root, type Fixture } from './support/fixture';
import { stepByStep } from './support/stepByStep';
import { picture } from './support/picture';
import { openWalkthrough, stepsDone } from './support/walkthrough';

/** Milliseconds: Ray and Twinkle share two cores with the editor here. */
const slow = 240_000;

let demo: Fixture;

beforeAll(async () => {
  demo = await openDemo();
});

afterAll(async () => {
  const left = await leftovers(demo.demo.stateFolder);
  await demo.dispose();
  expect(left).toEqual([]);
});

describe('from a mistake to a running server and back', () => {
  stepByStep('failed', () => demo);

  it('underlines a device mesh that does not fit, and says what would happen', async () => {
    const { editor } = demo;
    await editor.openFile('server_config.gpu.yaml');
    await editor.squiggles().first().waitFor();
    const message = await editor.showFirstProblem();
    expect(await message.textContent()).toMatch(/dp 2 = 2 workers, but ranks 4 ÷ gpus_per_worker 1 = 4/);
    await editor.dismiss(message);
    await editor.command('Show or Focus Hover');
    await editor.page.locator('.monaco-hover-content', { hasText: 'gpus_per_worker' }).first().waitFor();
    await editor.screenshot('mesh-mistake');
    await editor.page.keyboard.press('Escape');
  });

  it('lists it among the problems, with its code', async () => {
    const { editor } = demo;
    await editor.command('View: Toggle Problems');
    const problem = editor.page.locator('.markers-panel [role="treeitem"]', { hasText: 'mesh-world-size' });
    await problem.first().waitFor();
    await editor.screenshot('problems');
    await editor.command('View: Toggle Problems');
  });

  it('explains a field on hover', async () => {
    const { editor } = demo;
    await editor.openFile('server_config.yaml');
    await editor.goTo(33, 9);
    await editor.command('Show or Focus Hover');
    const hover = editor.page.locator('.monaco-hover-content', { hasText: 'nproc_per_node' }).first();
    await hover.waitFor();
    expect(await hover.textContent()).toMatch(/GPU/);
    await editor.screenshot('hover');
    await editor.page.keyboard.press('Escape');
  });

  it('completes keys while a line is half typed', async () => {
    const { editor } = demo;
    await editor.goTo(33, 1);
    await editor.page.keyboard.press('End');
    await editor.page.keyboard.press('Enter');
    await editor.page.keyboard.type('max_l');
    const row = editor.page.locator('.suggest-widget .monaco-list-row', { hasText: 'max_loras' });
    await row.first().waitFor();
    await editor.screenshot('completion');
    await editor.page.keyboard.press('Escape');
    for (let presses = 0; presses < 3; presses += 1) await editor.page.keyboard.press('Control+Z');
    await until('the file to be as it was', 10_000, async () => {
      await editor.page.keyboard.press('Control+Z');
      return (await editor.page.locator('.view-line', { hasText: 'max_l' }).count()) === 0;
    });
  });

  it('fixes the prefix by its quick fix', async () => {
    const { editor } = demo;
    await editor.squiggles().first().waitFor();
    await editor.fixFirstProblem();
    await editor.squiggles().first().waitFor({ state: 'detached' });
    await editor.page.keyboard.press('Control+S');
    await until('the file to be saved', 10_000, () =>
      demo.read('server_config.yaml').includes('route_prefix: /api/v1/model/mock-model'),
    );
  });

  it('previews the very commands', async () => {
    const { editor } = demo;
    await editor.command('Twinkle: Preview Cluster Commands');
    await editor.page.locator('.view-line', { hasText: '#!/bin/sh' }).first().waitFor();
    await editor.page.locator('.view-line', { hasText: '--head' }).first().waitFor();
    await editor.screenshot('preview');
    await editor.command('View: Close All Editors');
    await editor.openFile('server_config.yaml');
  });

  it('starts three nodes and shows them with their GPUs', async () => {
    const { editor } = demo;
    const start = Date.now();
    await editor.command('Twinkle: Start Ray Cluster');
    await editor.notification('Starting Ray cluster').waitFor();
    await editor.command('Twinkle: Focus on Cluster View');
    await editor.statusBar('Ray 3 nodes').waitFor({ timeout: slow });
    await measure('start', start);
    await editor
      .treeRow(/head.*GPU 0\/4 used/)
      .first()
      .waitFor();
    await editor
      .treeRow(/gpu.*GPU 0\/4 used/)
      .first()
      .waitFor();
    await editor
      .treeRow(/cpu.*no GPU/)
      .first()
      .waitFor();
    const label = await editor
      .treeRow(/head.*GPU/)
      .first()
      .getAttribute('aria-label');
    expect(label).toMatch(/head/);
    await editor.screenshot('cluster');
  });

  it('launches four applications', async () => {
    const { editor } = demo;
    const start = Date.now();
    await editor.command('Twinkle: Launch Server');
    await editor.statusBar('Twinkle 4/4').waitFor({ timeout: slow });
    await measure('launch', start);
    const ready = editor.notification('The Twinkle server is ready at http://127.0.0.1').first();
    await ready.getByRole('button', { name: 'Copy', exact: true }).waitFor();
    await editor.screenshot('ready');
    await editor.command('Notifications: Clear All Notifications');
    for (const name of ['server', 'model', 'sampler', 'processor']) {
      await editor
        .treeRow(new RegExp(`^${name}.*1/1 replica`))
        .first()
        .waitFor();
    }
    await editor
      .treeRow(/head.*GPU [24]\/4 used/)
      .first()
      .waitFor();
    await picture(editor, 'running');
  });

  it('shows the log of the server', async () => {
    const { editor } = demo;
    await showServerLog(editor);
    await editor.screenshot('log');
  });

  it('sends a test request, shows its steps, and copies a client', async () => {
    const { editor } = demo;
    await editor.command('Twinkle: Send a Test Request');
    const succeeded = 'The test request to mock-model succeeded';
    await editor.notification(succeeded).waitFor({ timeout: slow });
    await editor.screenshot('test-request');
    await editor.answer(succeeded, 'Show Details');
    const step = editor.page.locator('.view-line', { hasText: /✓.+Create.a.model/ });
    await step.first().waitFor();
    await editor.screenshot('test-request-details');
    await editor.command('Preferences: Toggle between Light/Dark Themes');
    await editor.page.locator('.monaco-workbench.vs').waitFor();
    await editor.screenshot('test-request-light');
    await editor.command('Preferences: Toggle between Light/Dark Themes');
    await editor.commandThatAsks('Twinkle: Copy Client Snippet');
    await editor.page.locator('.quick-input-list .monaco-list-row', { hasText: 'client of Tinker' }).click();
    await editor.notification('A client for mock-model was copied').waitFor();
  });

  it('finds cluster, server and log again after a reload of the window', async () => {
    const { editor } = demo;
    await editor.command('Developer: Reload Window');
    await editor.statusBar('Twinkle 4/4').waitFor({ timeout: slow });
    await editor.statusBar('Ray 3 nodes').waitFor();
    await showServerLog(editor);
    await editor.screenshot('reloaded');
    await editor.command('Preferences: Toggle between Light/Dark Themes');
    await editor.page.locator('.monaco-workbench.vs').waitFor();
    await editor.screenshot('light');
    await editor.command('Preferences: Toggle between Light/Dark Themes');
  });

  it('keeps the tree as it was expanded and selected while polls come', async () => {
    const { editor } = demo;
    const application = editor.treeRow(/^sampler.*replica/).first();
    const replica = editor.treeRow(/^running on /).first();
    await application.click();
    await replica.waitFor();
    const polledAt = async () =>
      /as of ([\d:]+)/.exec(await editor.page.locator('.sidebar').innerText())?.[1];
    const times = new Set<string | undefined>();
    await until('three polls', 60_000, async () => times.add(await polledAt()).size > 3);
    expect(await application.getAttribute('aria-expanded')).toBe('true');
    expect(await application.getAttribute('aria-selected')).toBe('true');
    expect(await replica.count()).toBe(1);
    await application.click();
    await replica.waitFor({ state: 'detached' });
  });

  it('opens the lines of an application from its row', async () => {
    const { editor } = demo;
    await editor.command('View: Close All Editors');
    await editor
      .treeRow(/^sampler/)
      .first()
      .hover();
    await editor
      .treeRow(/^sampler/)
      .first()
      .locator('[aria-label^="Reveal in File"]')
      .click();
    await editor.page.locator('.tab.active[data-resource-name="server_config.yaml"]').first().waitFor();
    const line = editor.page.locator('.view-line', { hasText: /name:.sampler/ });
    await line.first().waitFor();
  });

  it('ticks the steps of the walkthrough that are done, and no other', async () => {
    const { editor } = demo;
    await editor.command('View: Close All Editors');
    await openWalkthrough(editor);
    const done = ['interpreter', 'configuration', 'cluster', 'launch'];
    await until('the steps', 30_000, async () => (await stepsDone(editor)).join() === done.join());
  });

  it('forwards the ports that people open, and none of what Ray and Twinkle use by themselves', async () => {
    const { editor } = demo;
    const rows = editor.page.locator('.panel .monaco-list-row', { hasText: 'Auto Forwarded' });
    await editor.commandUntil('Ports: Focus on Ports View', rows.first());
    // The list draws what fits; programs of others that listen have rows, too.
    await editor.command('View: Toggle Maximized Panel');
    const server = `Twinkle server (${demo.demo.ports.http})`;
    await until('the port of the server', 60_000, async () =>
      (await editor.page.locator('.part.panel').innerText()).includes(server),
    );
    const pids = (await leftovers(demo.demo.stateFolder)).flatMap(
      each => /^process (\d+):/.exec(each)?.[1] ?? [],
    );
    const texts = await rows.allInnerTexts();
    const own = texts.filter(text => pids.some(pid => text.includes(`(${pid})`)));
    expect(own.join('\n')).toContain(server);
    expect(own.filter(text => !/Ray dashboard|Twinkle server/.test(text))).toEqual([]);
    expect(await editor.notification('automatically forwarded').count()).toBe(0);
    await editor.screenshot('ports');
    await editor.command('View: Toggle Maximized Panel');
  });

  it('stops the server and the cluster, and leaves nothing', async () => {
    const { editor } = demo;
    const server = Date.now();
    await editor.command('Twinkle: Stop Server');
    await editor.answerDialog('Stop the Twinkle server?', 'Stop');
    await editor.statusBar(/Ray 3 nodes$/).waitFor({ timeout: slow });
    await measure('stop-server', server);
    const cluster = Date.now();
    await editor.command('Twinkle: Stop Ray Cluster');
    await editor.statusBar('Ray stopped').waitFor({ timeout: slow });
    await until(
      'nothing to be left',
      30_000,
      async () => (await leftovers(demo.demo.stateFolder)).length === 0,
    );
    await measure('stop-cluster', cluster);
    await editor.screenshot('stopped');
  });
});

/** Writes down how long a step took; no test asserts a time. */
async function measure(what: string, since: number): Promise<void> {
  const folder = path.join(root, 'out/measures');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `editor-${what}.json`);
  await rm(file, { force: true });
  await writeFile(file, `${JSON.stringify({ what, seconds: (Date.now() - since) / 1000 })}\n`);
}

/** Its end, and that it reports all applications; Ray says more when it likes, in lines that fill the view. */
async function showServerLog(editor: Editor): Promise<void> {
  await editor.command('Twinkle: Show Server Log');
  await editor.page
    .locator('.panel')
    .getByPlaceholder(/^Filter/)
    .fill('All applications started');
  await editor.page.locator('.panel .view-line', { hasText: 'All applications started!' }).first().waitFor();
}
