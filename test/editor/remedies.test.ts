/** Buttons of messages lead to what is wrong; lists, the status bar and the rows of the tree by keys: in a real editor. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { keeperOf, nodeRecord, plantRecord, removeRecord } from '../support/keeper';
import { processOf } from '../support/processTable';
import { required } from './harness/codeServer';
import { leftovers } from './harness/leftovers';
import { stateInWords } from './harness/state';
import { until } from './harness/wait';
import { openDemo, root, type Fixture } from './support/fixture';

const python = required('TWINKLE_TEST_PYTHON', '`npm test -- --only editor` sets it');
const slow = 30_000;

let open: Fixture;
let dashboard: Server;
const processes: ChildProcess[] = [];

/** The cluster file as the demo has it, with other words in it. */
let original = '';
const clusterFile = () => path.join(open.demo.workspace, 'twinkle_cluster.yaml');

beforeAll(async () => {
  // It holds a port of the cluster file, and later takes the place of Ray's dashboard, with recorded answers.
  dashboard = createServer((request, response) => {
    response.end(answerTo(request.url ?? ''));
  });
  await new Promise<void>(resolve => dashboard.listen(0, '127.0.0.1', resolve));
  open = await openDemo({
    interpreter: false,
    settings: { 'twinkle.python': '/none/bin/python', 'problems.sortOrder': 'severity' },
    prepare: ({ workspace }) => {
      const source = readFileSync(path.join(workspace, 'server_config.gpu.yaml'), 'utf8');
      // Its problems are on other lines, so that a line says which file a problem is of.
      writeFileSync(path.join(workspace, 'server_config-4e4t.yaml'), '# moved\n'.repeat(100) + source);
    },
  });
  original = open.read('twinkle_cluster.yaml');
  open.editor.page.setDefaultTimeout(12_000);
});

afterAll(async () => {
  await open.dispose();
  for (const each of processes) each.kill('SIGKILL');
  dashboard.closeAllConnections();
  dashboard.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('remedies-failed', open.editor, open.server));
});

/** Answers of a real cluster of three nodes with four applications. */
function answerTo(url: string): string {
  const names: readonly (readonly [RegExp, string])[] = [
    [/^\/api\/version/, 'version'],
    [/^\/nodes/, 'nodes'],
    [/^\/api\/v0\/nodes/, 'state-nodes'],
    [/^\/api\/cluster_status/, 'cluster-status'],
    [/^\/api\/serve\/applications/, 'serve'],
  ];
  const name = names.find(([pattern]) => pattern.test(url))?.[1];
  if (name === undefined) return '{}';
  return readFileSync(path.join(root, 'test/fixtures/ray-2.60', `${name}.json`), 'utf8');
}

const dashboardPort = () => (dashboard.address() as AddressInfo).port;

/** Where the cursor is, as the status bar says it. */
const cursorAt = (line: number) => open.editor.statusBar(new RegExp(`Ln ${line}, Col`));

/** The line, from 1, of what a file holds. */
const lineOf = (file: string, words: string) =>
  open
    .read(file)
    .split('\n')
    .findIndex(line => line.includes(words)) + 1;

/** Changes the cluster file on the disk, starts, and gives the message that refuses it. */
async function refusal(change: (text: string) => string, words: RegExp) {
  const { editor } = open;
  writeFileSync(clusterFile(), change(original));
  await editor.openFile('twinkle_cluster.yaml');
  // The text on the screen is what will be read.
  const last = change(original).trimEnd().split('\n').at(-1) ?? '';
  await editor.page.locator('.view-line', { hasText: last.trim() }).first().waitFor();
  await editor.command('Twinkle: Start Ray Cluster');
  const message = editor.notification(words).first();
  await message.waitFor({ timeout: slow });
  // The progress of the start has gone, and its place with it.
  await editor.notification('Starting Ray cluster').waitFor({ state: 'detached' });
  return message;
}

const buttonsOf = async (message: ReturnType<Fixture['editor']['notification']>) =>
  message.locator('.notification-list-item-buttons-container .monaco-button').allInnerTexts();

const clear = () => open.editor.command('Notifications: Clear All Notifications');

it('the interpreter of the setting: the message says where its path is from', async () => {
  const { editor } = open;
  const message = await refusal(
    text => text,
    /The interpreter \/none\/bin\/python of node head does not run/,
  );
  expect(await message.innerText()).toMatch(
    /does not run: No such file or directory\. Its path is from the setting "twinkle\.python"\./,
  );
  expect(await buttonsOf(message)).toEqual(['Select Interpreter', 'Open Setting', 'Show Extension Log']);
  await editor.screenshot('remedy-setting');
  await clear();
});

it('the interpreter of the cluster file: the button goes to its line', async () => {
  const message = await refusal(
    text => `${text}python: /none/of/the/file\n`,
    /The interpreter \/none\/of\/the\/file of node head does not run/,
  );
  expect(await message.innerText()).toContain('Its path is from "python" in the cluster file');
  expect(await buttonsOf(message)).toEqual(['Open Cluster File', 'Show Extension Log']);
  await open.editor.command('View: Close All Editors');
  await message.getByRole('button', { name: 'Open Cluster File' }).click();
  await cursorAt(lineOf('twinkle_cluster.yaml', 'python: /none')).waitFor();
  await open.editor.screenshot('remedy-line');
  await clear();
});

it('a host that is not this machine, and a port that is taken: the button goes to the line', async () => {
  const ssh = await refusal(
    text => `${text}# ssh\n`.replace(/(name: gpu\n\s+host: )local/, '$1lab@far'),
    /Node gpu is on lab@far/,
  );
  await ssh.getByRole('button', { name: 'Open Cluster File' }).click();
  await cursorAt(lineOf('twinkle_cluster.yaml', 'host: lab@far')).waitFor();
  await clear();
  const port = await refusal(
    text => `${text}python: ${python}\n`.replace(/dashboard_port: \d+/, `dashboard_port: ${dashboardPort()}`),
    /Port \d+ \(ray\.dashboard_port\) is used by/,
  );
  expect(await buttonsOf(port)).toEqual(['Open Cluster File', 'Show Extension Log']);
  await open.editor.screenshot('remedy-port');
  await port.getByRole('button', { name: 'Open Cluster File' }).click();
  await cursorAt(lineOf('twinkle_cluster.yaml', 'dashboard_port: ')).waitFor();
  await clear();
  expect(await leftovers(open.demo.stateFolder)).toEqual([]);
});

it('the log has these refusals as warnings in words, without a stack trace', async () => {
  const lines = await open.server.logs(/does not run|is used by|^\s+at .*(UserError|extension\.js)/);
  expect(lines.filter(line => line.includes('[warning]')).length).toBeGreaterThanOrEqual(3);
  expect(lines.filter(line => /^\s+at |\[error\]/.test(line))).toEqual([]);
});

it('lists have the plain name before its variants, with what is wrong, and the active file first', async () => {
  const { editor } = open;
  const { page } = editor;
  writeFileSync(clusterFile(), original);
  await editor.openFile('twinkle_cluster.yaml');
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const labels = async () =>
    (await rows.allInnerTexts()).map(text => text.replaceAll(/[\s\u00a0]+/g, ' ').trim());
  await editor.commandThatAsks('Twinkle: Launch Server');
  await rows.filter({ hasText: 'error' }).first().waitFor();
  const shown = await labels();
  expect(await rows.locator('.label-name').allInnerTexts()).toEqual([
    'server_config.yaml',
    'server_config-4e4t.yaml',
    'server_config.gpu.yaml',
  ]);
  expect(shown[1]).toMatch(/\d+ errors?/);
  await editor.screenshot('remedy-list');
  await page.keyboard.press('Escape');
  await editor.openFile('server_config.gpu.yaml');
  await editor.commandThatAsks('Twinkle: Open Server Configuration');
  await rows.filter({ hasText: 'server_config-4e4t.yaml' }).waitFor();
  expect((await labels())[0]).toContain('server_config.gpu.yaml');
  expect(await rows.first().getAttribute('class')).toContain('focused');
  await page.keyboard.press('Escape');
});

it('a check selects a problem of the file that was checked, though another one has problems, too', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.command('View: Close All Editors');
  await editor.openFile('server_config-4e4t.yaml');
  await editor.openFile('server_config.gpu.yaml');
  await editor.squiggles().first().waitFor();
  await editor.command('Twinkle: Check File');
  const panel = page.locator('.markers-panel');
  const chosen = panel.locator('.monaco-list-row.selected, .monaco-list-row.focused');
  await chosen.first().waitFor();
  await editor.screenshot('remedy-problems');
  await until('the problem at the cursor to be the selected one', 10_000, async () => {
    const at = /Ln (\d+)/.exec(await editor.statusBar(/Ln \d+, Col/).innerText())?.[1];
    const rows = (await chosen.allInnerTexts()).map(row => row.replaceAll('\u00a0', ' '));
    return Number(at) < 100 && rows.some(row => row.includes(`[Ln ${at},`));
  });
  await page.locator('.tab.active[data-resource-name="server_config.gpu.yaml"]').first().waitFor();
  await editor.command('View: Toggle Panel Visibility');
});

/** Opens the tooltip of our item in the status bar. */
async function tooltip() {
  const { page } = open.editor;
  await page.mouse.move(600, 300);
  await page.locator('[id="twinkle-tools.twinkle-server.twinkle.status"]').hover();
  const hover = page.locator('.monaco-hover', { hasText: /Ray.cluster/ }).last();
  await hover.waitFor();
  return hover;
}

it('the status bar says in its tooltip what is so, and has what comes next', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.statusBar('Ray stopped').waitFor();
  const hover = await tooltip();
  expect((await hover.innerText()).replaceAll('\u00a0', ' ')).toMatch(
    /The Ray cluster does not run\.\s+Start Ray Cluster \| Open Cluster File/,
  );
  expect(await editor.statusBar('Ray stopped').locator('a').first().getAttribute('aria-label')).toBe(
    'Twinkle: The Ray cluster does not run.',
  );
  await editor.screenshot('status-stopped');
  await hover.locator('a', { hasText: 'Open Cluster File' }).click();
  await page.locator('.tab.active[data-resource-name="twinkle_cluster.yaml"]').first().waitFor();
});

it('of a running server it counts applications, and leads to log and dashboard', async () => {
  const { editor } = open;
  const { page } = editor;
  await plantServer();
  await editor.command('Twinkle: Refresh');
  await editor.statusBar('Twinkle 4/4 apps').waitFor({ timeout: slow });
  const label = await editor.statusBar('Twinkle 4/4 apps').locator('a').first().getAttribute('aria-label');
  expect(label).toBe('Twinkle: Ray cluster: 3 nodes run. Twinkle server: 4 of 4 applications run.');
  const themes = ['Default Dark Modern', 'Default Light Modern', 'Default High Contrast'];
  for (const [index, theme] of themes.entries()) {
    if (index > 0) await chooseTheme(theme);
    const hover = await tooltip();
    expect(await hover.locator('a').allInnerTexts()).toEqual([
      'Show Server Log',
      'Open Ray Dashboard',
      'Open Cluster File',
    ]);
    await editor.screenshot(`status-running-${index}`);
  }
  await chooseTheme('Default Dark Modern');
  await page.setViewportSize({ width: 300, height: 600 });
  await tooltip();
  await editor.screenshot('status-running-300');
  await page.setViewportSize({ width: 1280, height: 800 });
});

it('one stop icon asks which of the two is meant, where both run', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.command('Twinkle: Focus on Cluster View');
  await editor.treeRow('Applications').first().waitFor();
  await page.locator('.sidebar .pane-header, .sidebar .composite.title').first().hover();
  const title = page.locator('.sidebar .composite.title, .sidebar .pane-header').first();
  expect(await title.locator('.codicon-debug-stop, .codicon-stop-circle').count()).toBe(1);
  await title.locator('[aria-label^="Stop"]').first().click();
  const menu = page.locator('.context-view .monaco-menu, .monaco-menu-container');
  await menu.getByText('Stop Server').first().waitFor();
  await menu.getByText('Stop Ray Cluster').first().waitFor();
  await editor.screenshot('stop-choice');
  await page.keyboard.press('Escape');
});

it('the setting is opened where it is kept', async () => {
  const { editor } = open;
  endServer();
  await editor.command('Twinkle: Refresh');
  await editor.statusBar('Ray stopped').waitFor({ timeout: slow });
  const message = await refusal(
    text => text,
    /The interpreter \/none\/bin\/python of node head does not run/,
  );
  await message.getByRole('button', { name: 'Open Setting' }).click();
  const settings = editor.page.locator('.settings-editor .setting-item-contents', { hasText: 'Python' });
  await settings.first().waitFor();
  await editor.screenshot('remedy-setting-open');
});

/** A head and a launcher, as far as records and processes say, with the dashboard of this test. */
async function plantServer(): Promise<void> {
  const { demo } = open;
  const keeper = keeperOf(demo.stateFolder);
  try {
    const facts = await keeper.facts({}, AbortSignal.timeout(30_000));
    const log = path.join(demo.folder, 'launcher.log');
    writeFileSync(log, 'All applications started!\n');
    const head = nodeRecord(facts, clusterFile(), {
      process: started('raylet'),
      argv: [python],
      ray: {
        address: '127.0.0.1:1',
        dashboardUrl: `http://127.0.0.1:${dashboardPort()}`,
        auth: 'disabled',
        head: true,
        ports: [],
      },
    });
    plantRecord(demo.stateFolder, head);
    const { ray, ...same } = head;
    plantRecord(demo.stateFolder, {
      ...same,
      kind: 'launcher',
      id: 'launcher-1',
      process: started('launcher'),
      logFile: log,
      launch: {
        configFile: path.join(demo.workspace, 'server_config.yaml'),
        dashboardUrl: ray.dashboardUrl,
        endpoint: 'http://127.0.0.1:1',
        applications: ['server', 'mock-model', 'mock-sampler', 'processor'],
      },
    });
  } finally {
    keeper.dispose();
  }
}

/** Takes the place of a stop, which other tests are about. */
function endServer(): void {
  for (const each of processes) each.kill('SIGKILL');
  for (const id of ['head', 'launcher-1']) removeRecord(open.demo.stateFolder, id);
}

/** A process that leads its session, under a name. */
function started(name: string) {
  const child = spawn('bash', ['-c', `exec -a ${name} sleep 600`], { detached: true, stdio: 'ignore' });
  processes.push(child);
  const pid = child.pid ?? 0;
  return { pid, session: pid, startTicks: processOf(pid)?.startTicks ?? 0 };
}

async function chooseTheme(name: string): Promise<void> {
  const file = path.join(open.demo.folder, 'user-data/User/settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': name }));
  const kind = name.includes('Contrast') ? 'hc-black' : name.includes('Light') ? 'vs' : 'vs-dark';
  await open.editor.page.locator(`.monaco-workbench.${kind}`).waitFor();
}
