/** From an empty folder to a running server, as somebody does it who has read nothing, and what it costs in clicks. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { required } from './harness/codeServer';
import { leftovers } from './harness/leftovers';
import { openDemo, type Fixture } from './support/fixture';
import { stepByStep } from './support/stepByStep';
import { Hand } from './support/hand';
import { addEnvironment, emptyMachine, machineEnv } from './support/machine';

/** Milliseconds: Ray and Twinkle share two cores with the editor here. */
const slow = 240_000;
const mostSteps = 12;

let open: Fixture;
let hand: Hand;
let python: string;

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    prepare: demo => {
      emptyMachine(demo);
      python = addEnvironment(demo, required('TWINKLE_TEST_PYTHON', '`npm test -- --only editor` sets it'));
    },
    env: machineEnv,
  });
  hand = new Hand(open.editor.page);
});

afterAll(async () => {
  const left = await leftovers(open.demo.stateFolder);
  await open.dispose();
  expect(left).toEqual([]);
});

/** The row of a question that Enter takes. */
const answer = (words: string | RegExp) =>
  open.editor.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: words });

const welcomeButton = (words: string) =>
  open.editor.page.locator('.welcome-view-content .monaco-button', { hasText: words });

describe('from an empty folder to a running server', () => {
  stepByStep('failed', () => open);

  it('the questions write both files', async () => {
    const { editor } = open;
    const { page } = editor;
    expect(readdirSync(open.demo.workspace)).toEqual([]);
    await editor.screenshot('first-1-folder');
    await hand.click('Twinkle', page.locator('.activitybar a[aria-label^="Twinkle"]'));
    await welcomeButton('New Server Configuration').waitFor();
    await editor.screenshot('first-2-welcome');
    await hand.click('New Server Configuration', welcomeButton('New Server Configuration'));
    const questions = ['Qwen', 'mock', 'Both', 'Yes', 'Yes'];
    for (const [index, words] of questions.entries()) {
      await page.locator('.quick-input-titlebar', { hasText: `(${index + 1}/5)` }).waitFor();
      await answer(words).waitFor();
      await editor.screenshot(`first-3-question-${index + 1}`);
      await hand.enter(answer(words));
    }
    await page.locator('.tab.active[data-resource-name="server_config.yaml"]').waitFor();
    await welcomeButton('Start and Launch').waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Forecast' }).first().waitFor();
    await editor.screenshot('first-4-written');
    expect(await page.locator('[class*="squiggly-"]').count()).toBe(0);
  });

  it('Start and Launch asks for the interpreter that it needs, and goes on', async () => {
    const { editor } = open;
    const { page } = editor;
    await hand.click('Start and Launch', welcomeButton('Start and Launch'));
    await page.getByPlaceholder('Which Python starts Ray?').waitFor();
    await answer(python).waitFor();
    await editor.screenshot('first-5-interpreter');
    await hand.enter(answer(python));
    await editor.notification('Starting Ray cluster').waitFor();
    await editor.screenshot('first-6-starting');
    await editor.statusBar('Ray 1 node').waitFor({ timeout: slow });
    await editor.notification('Launching the Twinkle server').waitFor();
    await editor.screenshot('first-7-launching');
    await editor.statusBar('Twinkle 4/4 apps').waitFor({ timeout: slow });
    await editor.screenshot('first-8-running');
  });

  it('the server answers', async () => {
    const health = await fetch('http://127.0.0.1:8000/api/v1/twinkle/healthz/deep');
    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ healthy: true });
  });

  it(`has taken no more than ${mostSteps} clicks and keys, and no text`, () => {
    console.log(hand.done.map((line, index) => `${index + 1}. ${line}`).join('\n'));
    expect(hand.done.length).toBeLessThanOrEqual(mostSteps);
  });

  it('stops all of it', async () => {
    const { editor } = open;
    await editor.commandThatAsks('Twinkle: Stop Ray Cluster');
    await editor.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Stop Both' }).click();
    await editor.statusBar('Ray stopped').waitFor({ timeout: slow });
    await editor.screenshot('first-9-stopped');
  });
});
