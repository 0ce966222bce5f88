/** From an empty folder to a configuration and its cluster file by the questions, with clicks and keys, in a real editor. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from './harness/wait';
import type { Demo } from './support/demo';
import { openDemo, type Fixture } from './support/fixture';
import { addCards, addModel, emptyMachine, machineEnv } from './support/machine';

function prepare(demo: Demo): void {
  emptyMachine(demo);
  addModel(demo);
}

let open: Fixture;

/** The row that Enter takes. */
const focused = (words: string | RegExp) =>
  open.editor.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: words });

/** Waits for a question, and takes the answer that it has. */
async function enter(step: string, likely: string | RegExp): Promise<void> {
  const { page } = open.editor;
  await page.locator('.quick-input-titlebar', { hasText: `(${step})` }).waitFor();
  await focused(likely).waitFor();
  await page.keyboard.press('Enter');
}

async function back(step: string): Promise<void> {
  const { page } = open.editor;
  await page.locator('.quick-input-titlebar .codicon-quick-input-back').click();
  await page.locator('.quick-input-titlebar', { hasText: `(${step})` }).waitFor();
}

async function lens(words: string): Promise<void> {
  await open.editor.page.locator('.codelens-decoration a', { hasText: words }).first().waitFor();
}

async function noFinding(): Promise<void> {
  expect(await open.editor.page.locator('[class*="squiggly-"]').count()).toBe(0);
}

describe('in a folder that is trusted', () => {
  beforeAll(async () => {
    open = await openDemo({ interpreter: false, prepare, env: machineEnv });
  });
  afterAll(async () => {
    await open.dispose();
  });

  it('takes two clicks and Enter for each question', async () => {
    const { editor } = open;
    const { page } = editor;
    await page.locator('.activitybar [aria-label^="Twinkle"]').first().click();
    const button = page.locator('.welcome-view-content .monaco-button', {
      hasText: 'New Server Configuration',
    });
    await button.waitFor();
    await editor.screenshot('new-config-welcome');
    await button.click();
    await focused('Qwen/Qwen3.5-4B').waitFor();
    await editor.screenshot('new-config-model');
    await enter('1/5', /Qwen\/Qwen3\.5-4B.*ModelScope cache/);
    await focused('chosen because no card is seen on this machine').waitFor();
    await editor.screenshot('new-config-backend');
    // Somebody who looks again at the first question loses nothing.
    await back('1/5');
    await enter('1/5', 'Qwen/Qwen3.5-4B');
    await enter('2/5', 'mock');
    await enter('3/5', 'Both');
    await enter('4/5', 'Yes');
    await focused('Yes').waitFor();
    await editor.screenshot('new-config-cluster');
    await enter('5/5', 'Yes');
    await page.locator('.tab.active[data-resource-name="server_config.yaml"]').first().waitFor();
    await lens('Forecast: fits 1 node');
    await noFinding();
    await editor.screenshot('new-config-written');
    expect(open.read('server_config.yaml')).toContain('model_id: ms://Qwen/Qwen3.5-4B');
    expect(open.read('twinkle_cluster.yaml')).toContain('reports a card on this machine');
    expect(open.read('twinkle_cluster.yaml')).toMatch(/- name: head\n {4}host: local\n {4}gpus: \[\]\n/);
    await editor.openFile('twinkle_cluster.yaml');
    await lens('Start');
    await noFinding();
  });

  it('writes over nothing, fills an empty file, and stops where it is cancelled', async () => {
    const { editor } = open;
    const { page } = editor;
    const written = open.read('server_config.yaml');
    await editor.commandThatAsks('Twinkle: New Server Configuration');
    await focused('Qwen/Qwen3.5-4B').waitFor();
    await page.keyboard.type('hf://org/other-model');
    await focused('Use hf://org/other-model').waitFor();
    await page.keyboard.press('Enter');
    // There is a cluster file.
    await enter('2/4', 'mock');
    await enter('3/4', 'Both');
    await enter('4/4', 'Yes');
    const input = page.locator('.quick-input-widget', {
      hasText: 'server_config.yaml exists, and stays as it is.',
    });
    await input.waitFor();
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'hidden' });
    expect(readdirSync(open.demo.workspace).sort()).toEqual(['server_config.yaml', 'twinkle_cluster.yaml']);

    writeFileSync(path.join(open.demo.workspace, 'server_config.empty.yaml'), '');
    await editor.openFile('server_config.empty.yaml');
    await lens('New Server Configuration');
    await editor.screenshot('new-config-empty');
    await page.locator('.codelens-decoration a', { hasText: 'New Server Configuration' }).first().click();
    await enter('1/4', 'Qwen/Qwen3.5-4B');
    await enter('2/4', 'mock');
    await focused('Both').waitFor();
    await page.keyboard.type('Tinker');
    await focused('Tinker').waitFor();
    await page.keyboard.press('Enter');
    await enter('4/4', 'No');
    await until('the empty file to be filled', 30_000, () => open.read('server_config.empty.yaml') !== '');
    await lens('Forecast: fits 1 node');
    expect(open.read('server_config.empty.yaml')).not.toContain('import_path: processor');
    expect(open.read('server_config.yaml')).toBe(written);
  });

  it('divides the cards of the machine between training and sampling', async () => {
    const { editor, demo } = open;
    const { page } = editor;
    for (const name of readdirSync(demo.workspace))
      rmSync(path.join(demo.workspace, name), { recursive: true });
    addCards(demo, 4);
    await editor.command('View: Close All Editors');
    await page.setViewportSize({ width: 640, height: 700 });
    await editor.command('Preferences: Toggle between Light/Dark Themes');
    await editor.commandThatAsks('Twinkle: New Server Configuration');
    await enter('1/5', 'Qwen/Qwen3.5-4B');
    await focused(/transformers.*4 × NVIDIA A100-SXM4-80GB/).waitFor();
    await editor.screenshot('new-config-backend-light');
    await enter('2/5', 'transformers');
    await focused('2 GPUs').waitFor();
    await page.setViewportSize({ width: 300, height: 700 });
    await editor.screenshot('new-config-cards-narrow');
    await page.setViewportSize({ width: 1280, height: 800 });
    await enter('3/7', /2 GPUs.*this machine has 4/);
    await enter('4/7', '2 GPUs');
    await enter('5/7', 'Both');
    await enter('6/7', 'Yes');
    await enter('7/7', 'Yes');
    await lens('Forecast: fits 3 nodes');
    await noFinding();
    await editor.screenshot('new-config-written-light');
    expect(open.read('twinkle_cluster.yaml').match(/(?<=^ {4}gpus: ).*/gm)).toEqual([
      '[0, 1]',
      '[2, 3]',
      '[]',
    ]);
  });

  it('the cluster file explains that the configuration needs more cards than there are', async () => {
    const { editor, demo } = open;
    rmSync(path.join(demo.workspace, 'twinkle_cluster.yaml'));
    addCards(demo, 1);
    await editor.openFile('server_config.yaml');
    await editor.command('Twinkle: Create Cluster File');
    await editor
      .notification('The configuration needs 4 GPUs (model, sampler), and this machine has 1.')
      .waitFor();
    await editor.screenshot('new-config-conflict');
    expect(open.read('twinkle_cluster.yaml')).toContain('# The configuration needs 4 GPUs (model, sampler)');
  });
});

describe('in a folder that is not trusted', () => {
  beforeAll(async () => {
    open = await openDemo({ prepare, env: machineEnv, workspaceTrust: true });
  });
  afterEach(async () => {
    await open.dispose();
  });

  it('asks without looking at the machine, and says so', async () => {
    const { editor, demo } = open;
    const { page } = editor;
    addCards(demo, 4);
    await editor.statusBar('Restricted Mode').waitFor();
    await editor.commandThatAsks('Twinkle: New Server Configuration');
    await enter('1/5', /Qwen\/Qwen3\.5-4B.*downloaded from ModelScope/);
    await focused('chosen because cards are not known here').waitFor();
    await editor.screenshot('new-config-untrusted');
    await enter('2/5', 'mock');
    await enter('3/5', 'Both');
    await enter('4/5', 'Yes');
    await enter('5/5', 'Yes');
    await page.locator('.tab.active[data-resource-name="server_config.yaml"]').first().waitFor();
    expect(open.read('twinkle_cluster.yaml')).toContain('# The cards of this machine are not known.');
    // No keeper was started, which makes the folder of records.
    expect(existsSync(demo.stateFolder)).toBe(false);
  });
});
