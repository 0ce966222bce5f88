/**
 * The logs of a cluster in a real editor. Nothing of Ray runs: its files are those of a real session, written here. That
 * real Ray has them where they are looked for is in test/cluster/launch.test.ts.
 */
import { appendFileSync, cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { required } from './harness/codeServer';
import { until } from './harness/wait';
import { openDemo, root, type Fixture } from './support/fixture';
import { RecordedServer } from './support/recordedServer';
import { stepByStep } from './support/stepByStep';

let demo: Fixture;
let server: RecordedServer;
let logs: string;

const replica = 'worker-3d9b-02000000-26458.err';
const at = (seconds: number) => `[2026-11-29 17:06:${String(seconds).padStart(2, '0')}]`;

beforeAll(async () => {
  server = await RecordedServer.open();
  demo = await openDemo();
  logs = path.join(server.sessionFolder(demo.demo), 'logs');
  mkdirSync(path.join(logs, 'serve'), { recursive: true });
  cpSync(path.join(root, 'test/fixtures/ray-2.60/logs'), logs, { recursive: true });
  renameSync(path.join(logs, 'worker-replica.err'), path.join(logs, replica));
  const line =
    'INFO 2026-11-29 17:03:45,323 server_GatewayServer xgm7oevn -- Started initializing replica.\n';
  writeFileSync(path.join(logs, 'serve/replica_server_GatewayServer_xgm7oevn.log'), line);
  await server.start(demo, required('TWINKLE_TEST_PYTHON', 'the interpreter of the tests'));
});

afterAll(async () => {
  server.dispose();
  await demo.dispose();
});

const panel = (words: string) => demo.editor.page.locator('.panel .view-line', { hasText: words }).first();
const rows = (words: string) =>
  demo.editor.page.locator('.quick-input-list .monaco-list-row', { hasText: words }).first();

describe('the logs of a cluster', () => {
  stepByStep('logs-failed', () => demo);

  it('are listed by what they are of, and the chosen one is followed', async () => {
    const { editor } = demo;
    await editor.command('Twinkle: Focus on Cluster View');
    await editor.command('Twinkle: Refresh');
    await editor.statusBar('Twinkle 4/4').waitFor();
    await editor.commandThatAsks('Twinkle: Show Log…');
    for (const words of [
      'Launcher of the server',
      'GatewayServer xgm7oevn',
      'ModelManagement 26458 err',
      'raylet.out',
    ])
      await rows(words).waitFor();
    await editor.screenshot('logs');
    await editor.page.keyboard.type('ModelManagement');
    await rows('ModelManagement').waitFor();
    await editor.page.keyboard.press('Enter');
    await panel('node_ranks').waitFor();
    // A progress bar, a mistake with its traceback, and more after it.
    const file = path.join(logs, replica);
    appendFileSync(
      file,
      `${at(21)}[INFO:twinkle] loading\n\r 10%|#  |\r100%|###|\n${at(22)}[ERROR:twinkle] no memory\n`,
    );
    appendFileSync(
      file,
      `Traceback (most recent call last):\n  File "${file}", line 3, in load\nMemoryError: 7 GB\n`,
    );
    appendFileSync(file, `${at(23)}[INFO:twinkle] trying again\n`);
    await panel('trying again').waitFor();
    await panel('100%|###|').waitFor();
    expect(await panel('10%|#  |').count()).toBe(0);
    // One that is not over yet.
    appendFileSync(file, '\r 40%|## |');
    await panel('40%|## |').waitFor();
    appendFileSync(file, '\r 90%|###|\n');
    await panel('90%|###|').waitFor();
    await editor.screenshot('log-followed');
  });

  it('of an application are offered on its row', async () => {
    const { editor } = demo;
    const row = editor.treeRow(/^server.*replica/).first();
    await row.click({ button: 'right' });
    // A menu takes no click in its first moment.
    const item = editor.page.getByRole('menuitem', { name: 'Show Log…' });
    await until('the logs', 30_000, async () => {
      if ((await item.count()) > 0) await item.click();
      return (await rows('GatewayServer xgm7oevn').count()) > 0;
    });
    await rows('Launcher of the server').waitFor();
    expect(await rows('raylet.out').count()).toBe(0);
    await editor.screenshot('logs-of-application');
    await editor.page.keyboard.press('Escape');
  });

  it('are filtered by severity, with the lines that come later', async () => {
    const { editor } = demo;
    await editor.commandThatAsks('Twinkle: Filter Log…');
    await rows('Warnings and errors').waitFor();
    await editor.screenshot('log-filter');
    await editor.page.keyboard.type('Errors');
    await editor.page.keyboard.press('Enter');
    await panel('Filter: errors').waitFor();
    await panel('in load').waitFor();
    expect(await panel('trying again').count()).toBe(0);
    appendFileSync(
      path.join(logs, replica),
      `${at(24)}[INFO:twinkle] fine\n${at(25)}[ERROR:twinkle] again none\n`,
    );
    await panel('again none').waitFor();
    expect(await panel('fine').count()).toBe(0);
    await editor.screenshot('log-filtered');
  });

  it('open whole at the first error, and are followed again after a reload', async () => {
    const { editor } = demo;
    await editor.command('Twinkle: Jump to First Error');
    await editor.page.locator(`.tab.active[data-resource-name="${replica}"]`).first().waitFor();
    await editor.statusBar(/^Ln 12, Col 1/).waitFor();
    await editor.screenshot('log-first-error');
    await editor.command('View: Close All Editors');
    await editor.command('Developer: Reload Window');
    await editor.statusBar('Ray').waitFor();
    await editor.commandUntilItOffers(
      'Output: Show Output Channels...',
      rows('Twinkle Log: ModelManagement'),
    );
    await editor.page.keyboard.type('ModelManagement');
    await editor.page.keyboard.press('Enter');
    await panel('again none').waitFor();
    expect(await editor.page.locator('.panel .view-line', { hasText: 'again none' }).count()).toBe(1);
    // Before what is new stands what was shown already.
    appendFileSync(path.join(logs, replica), `${at(26)}[INFO:twinkle] after the reload\n`);
    await panel('after the reload').waitFor();
    await panel('were shown before the window was reloaded').waitFor();
    await editor.screenshot('log-reloaded');
  });
});
