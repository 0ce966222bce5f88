/**
 * What rows, progress and the forecast say, in a real editor on a real cluster: a server whose model fails at its start,
 * and a cluster file that is no longer that of the cluster.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftovers } from './harness/leftovers';
import { until } from './harness/wait';
import { contrastOf } from './support/contrast';
import { openDemo, type Fixture } from './support/fixture';
import { stepByStep } from './support/stepByStep';
import { useTheme } from './support/theme';

/** Milliseconds: Ray and Twinkle share two cores with the editor here. */
const slow = 240_000;
const themes = ['Dark 2026', 'Light 2026', 'Default High Contrast', 'Default High Contrast Light'];

let open: Fixture;

/** The first and the last of the demo's three nodes, and a model whose constructor fails. */
function change(workspace: string): void {
  const cluster = path.join(workspace, 'twinkle_cluster.yaml');
  writeFileSync(cluster, readFileSync(cluster, 'utf8').replace(/ {2}- name: gpu\n(?: {4}.*\n)*/, ''));
  const config = path.join(workspace, 'server_config.yaml');
  writeFileSync(
    config,
    readFileSync(config, 'utf8')
      .replace('route_prefix: /models/mock-model', 'route_prefix: /api/v1/model/mock-model')
      .replace('backend: mock\n', 'backend: mock\n      adapter_config:\n        no_such_key: 1\n'),
  );
}

beforeAll(async () => {
  open = await openDemo({
    prepare: ({ workspace }) => {
      change(workspace);
    },
  });
});

afterAll(async () => {
  const left = await leftovers(open.demo.stateFolder);
  await open.dispose();
  expect(left).toEqual([]);
});

const line = (words: string | RegExp) => open.editor.page.locator('.view-line', { hasText: words }).first();
const clusterFile = () => path.join(open.demo.workspace, 'twinkle_cluster.yaml');

/** One picture in each kind of theme, and what else is to be true in it. */
async function inEachTheme(name: string, also: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  for (const theme of themes) {
    await useTheme(open, theme);
    await also();
    await open.editor.screenshot(`${name}-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
  await useTheme(open, 'Default Dark Modern');
}

/** The classes that color the first line with these words: those of a decoration are its own. */
async function looksOf(words: string): Promise<string | null> {
  return line(words).locator('span span').first().getAttribute('class');
}

describe('a cluster with a server that does not start', () => {
  stepByStep('rows-failed', () => open);

  it('colors the forecast by what its lines say', async () => {
    const { editor } = open;
    await editor.openFile('server_config.yaml');
    await editor.squiggles().first().waitFor();
    // The whole page.
    await editor.page.setViewportSize({ width: 1280, height: 1150 });
    await editor.command('Twinkle: Forecast Placement');
    await line('not reached').waitFor();
    const lines = ['✔ model', '✘ sampler', '! The file', '– processor', 'NODES'];
    await until('five looks', 10_000, async () => {
      return new Set(await Promise.all(lines.map(looksOf))).size === lines.length;
    });
    await inEachTheme('rows-forecast', async () => {
      // The editor draws its lines a moment later.
      for (const words of lines)
        await expect
          .poll(() => contrastOf(line(words)), { timeout: 10_000, message: words })
          .toBeGreaterThan(4);
    });
  });

  it('does not show an empty page where the forecast gets shorter', async () => {
    const { editor } = open;
    const config = path.join(open.demo.workspace, 'server_config.yaml');
    const whole = readFileSync(config, 'utf8');
    await editor.page.setViewportSize({ width: 1280, height: 420 });
    await line('NODES').click();
    await editor.page.keyboard.press('Control+End');
    await line('– processor').waitFor();
    writeFileSync(config, whole.slice(0, whole.indexOf('  # Training')));
    await line('server').waitFor();
    await until('the page to show what is left', 20_000, async () => {
      const shown = await editor.page.locator('.editor-group-container').last().innerText();
      return shown.includes('APPLICATIONS') && shown.includes('server');
    });
    await editor.screenshot('rows-forecast-shorter');
    writeFileSync(config, whole);
    await editor.page.keyboard.press('Control+Home');
    await editor.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('counts the nodes as they start', async () => {
    const { editor } = open;
    await editor.command('Twinkle: Start Ray Cluster');
    await editor.statusBar('Ray 2 nodes').waitFor({ timeout: slow });
    await editor.command('Twinkle: Show Extension Log');
    for (const words of ['head · started (1/2)', 'cpu · starting (1/2)', 'All nodes have started.'])
      await editor.page.locator('.panel .view-line', { hasText: words }).first().waitFor();
    await editor.command('View: Toggle Panel Visibility');
  });

  it('says in the forecast that the cluster has other nodes', async () => {
    const { editor } = open;
    const text = readFileSync(clusterFile(), 'utf8');
    expect(await line('The running cluster has other nodes').count()).toBe(0);
    writeFileSync(clusterFile(), text.replace('name: cpu', 'name: other'));
    await line('! The running cluster has other nodes').waitFor();
    await line('cpu: runs, and is not in the file').waitFor();
    await editor.screenshot('rows-other-nodes');
    writeFileSync(clusterFile(), text);
    await line('! The running cluster has other nodes').waitFor({ state: 'detached' });
    await editor.command('View: Close All Editors');
  });

  it('shows the attempt with the cause of the one before, and no placement groups for the gateway', async () => {
    const { editor } = open;
    await editor.openFile('server_config.yaml');
    await editor.command('Twinkle: Focus on Cluster View');
    await editor.command('Twinkle: Launch Server');
    await editor.page.getByRole('button', { name: /^(?:Continue|Launch Anyway)$/ }).click();
    const again = editor.treeRow(/^model ?attempt 2.*after TypeError/).first();
    const seen = new Set<string>();
    await until('a second attempt', slow, async () => {
      for (const words of await editor.treeRow(/^server/).allInnerTexts()) seen.add(words);
      return (await again.count()) > 0;
    });
    expect([...seen].filter(words => words.includes('placement'))).toEqual([]);
    await editor.screenshot('rows-attempt');
  });

  it('puts the cause of the failure first, and shows the whole of it on request', async () => {
    const { editor } = open;
    const problem = editor.treeRow(/^TypeError: .*no_such_key/).first();
    await problem.waitFor({ timeout: slow });
    await editor.command('Notifications: Clear All Notifications');
    await inEachTheme('rows-failed');
    await editor.page.setViewportSize({ width: 300, height: 800 });
    await editor.screenshot('rows-failed-300');
    await editor.page.setViewportSize({ width: 1280, height: 800 });
    await problem.click({ button: 'right' });
    // A menu takes no click in its first moment.
    const item = editor.page.getByRole('menuitem', { name: 'Show Details' });
    await until('the details', 30_000, async () => {
      if ((await item.count()) > 0) await item.click();
      return (await line('Launching model failed.').count()) > 0;
    });
    // Its settings wrap long lines.
    await editor.statusBar('Twinkle Details').waitFor();
    await editor.screenshot('rows-details');
    await editor.command('View: Close All Editors');
  });

  it('shows the details of a row without a command of its own on a click', async () => {
    const { editor } = open;
    await editor
      .treeRow(/^server/)
      .first()
      .click();
    const replica = editor.treeRow(/^running on /).first();
    await replica.waitFor();
    await replica.click();
    await line(/^Process:.\d+/).waitFor();
    await line(/^Node:.(?:head|cpu)/).waitFor();
    await editor.screenshot('rows-replica');
  });

  it('stops, and leaves nothing', async () => {
    const { editor } = open;
    await editor.command('Twinkle: Stop Ray Cluster');
    // The launcher has failed, but what it had deployed runs on.
    const dialog = editor.page.locator('.monaco-dialog-box', { hasText: 'Applications still run' });
    await dialog.getByRole('button', { name: 'Stop Ray Cluster' }).click();
    await editor.statusBar('Ray stopped').waitFor({ timeout: slow });
    await until(
      'nothing to be left',
      30_000,
      async () => (await leftovers(open.demo.stateFolder)).length === 0,
    );
  });
});
