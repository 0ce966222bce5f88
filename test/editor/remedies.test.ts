/** Buttons of messages lead to what is wrong; lists, the status bar and the rows of the tree by keys: in a real editor. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { required } from './harness/codeServer';
import { leftovers } from './harness/leftovers';
import { stateInWords } from './harness/state';
import { until } from './harness/wait';
import { openDemo, type Fixture } from './support/fixture';
import { RecordedServer } from './support/recordedServer';
import { useTheme } from './support/theme';

const python = required('TWINKLE_TEST_PYTHON', '`npm test -- --only editor` sets it');
const slow = 30_000;

let open: Fixture;
/** Its dashboard holds a port of the cluster file first. */
let recorded: RecordedServer;

/** The cluster file as the demo has it, with other words in it. */
let original = '';
const clusterFile = () => path.join(open.demo.workspace, 'twinkle_cluster.yaml');

beforeAll(async () => {
  recorded = await RecordedServer.open();
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
  recorded.dispose();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('remedies-failed', open.editor, open.server));
});

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
    text => `${text}python: ${python}\n`.replace(/dashboard_port: \d+/, `dashboard_port: ${recorded.port}`),
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

/** Rows of the list of problems, as the list has them on the screen. */
const problemRows = (file: string) =>
  open.editor.page.locator('.markers-panel .monaco-list-row', { hasText: file });
const chosenProblems = async () =>
  (
    await open.editor.page
      .locator('.markers-panel .monaco-list-row.selected, .markers-panel .monaco-list-row.focused')
      .allInnerTexts()
  ).map(row => row.replaceAll('\u00a0', ' '));
const lineAtCursor = async () =>
  Number(/Ln (\d+)/.exec(await open.editor.statusBar(/Ln \d+, Col/).innerText())?.[1]);

it('a check shows the problems of the file that was checked, and selects none of another one', async () => {
  const { editor } = open;
  await editor.command('View: Close All Editors');
  await editor.openFile('server_config-4e4t.yaml');
  await editor.openFile('server_config.gpu.yaml');
  await editor.squiggles().first().waitFor();
  await editor.command('Twinkle: Check File');
  await problemRows('server_config.gpu.yaml').first().waitFor();
  await problemRows('server_config-4e4t.yaml').first().waitFor();
  await until('the cursor to be at the problem', 10_000, async () => (await lineAtCursor()) === 35);
  expect(await chosenProblems()).toEqual([]);
  await editor.screenshot('remedy-problems');
});

it('a check selects the problem where only the checked file has problems', async () => {
  const { editor } = open;
  await editor.command('View: Close All Editors');
  await editor.command('View: Toggle Panel Visibility');
  await editor.openFile('server_config-4e4t.yaml');
  // The only ones in the window.
  await editor.page.locator('[id="status.problems"]', { hasText: /^\s*1\s*0\s*$/ }).waitFor();
  await editor.command('Twinkle: Check File');
  await until('the problem at the cursor to be the selected one', 10_000, async () =>
    (await chosenProblems()).some(row => row.includes('[Ln 135,')),
  );
  expect(await lineAtCursor()).toBe(135);
  await editor.screenshot('remedy-problem-selected');
  // The focus is in the text again.
  await editor.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
  await editor.command('View: Toggle Panel Visibility');
});

/** Opens the tooltip of our item in the status bar. */
async function tooltip() {
  const { page } = open.editor;
  const hover = page.locator('.monaco-hover', { hasText: /Ray.cluster/ });
  // One that is open closes first.
  await page.mouse.move(150, 300);
  await hover.waitFor({ state: 'detached' });
  await page.locator('[id="twinkle-tools.twinkle-server.twinkle.status"]').hover();
  await hover.waitFor();
  return hover;
}

/** A picture in each kind of theme, and in a narrow window. */
async function inEachLook(name: string, show: () => Promise<void>): Promise<void> {
  const { editor } = open;
  for (const kind of ['Light Modern', 'High Contrast', 'Dark Modern']) {
    await useTheme(open, `Default ${kind}`);
    await show();
    await editor.screenshot(`${name}-${kind.split(' ')[0]?.toLowerCase()}`);
    await editor.page.keyboard.press('Escape');
  }
  await editor.page.setViewportSize({ width: 300, height: 600 });
  await show();
  await editor.screenshot(`${name}-300`);
  await editor.page.keyboard.press('Escape');
  await editor.page.setViewportSize({ width: 1280, height: 800 });
}

it('the status bar says in its tooltip what is so, and has what comes next', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.statusBar('Ray stopped').waitFor();
  const hover = await tooltip();
  expect((await hover.innerText()).replaceAll('\u00a0', ' ')).toMatch(
    /The Ray cluster does not run\.\s+Start and Launch \| Start Ray Cluster \| Open Cluster File/,
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
  await recorded.start(open, python);
  await editor.command('Twinkle: Refresh');
  await editor.statusBar('Twinkle 4/4 apps').waitFor({ timeout: slow });
  const label = await editor.statusBar('Twinkle 4/4 apps').locator('a').first().getAttribute('aria-label');
  expect(label).toBe('Twinkle: Ray cluster: 3 nodes run. Twinkle server: 4 of 4 applications run.');
  await inEachLook('status-running', async () => {
    expect(await (await tooltip()).locator('a').allInnerTexts()).toEqual([
      'Show Server Log',
      'Open Ray Dashboard',
      'Open Cluster File',
    ]);
  });
});

it('a test request that nobody answers, from the row of an application: the message leads to the log', async () => {
  const { editor } = open;
  await clear();
  await editor.command('Twinkle: Focus on Cluster View');
  await editor.treeRow('mock-sampler').first().click({ button: 'right' });
  // By its key: the menu takes no click in the moment in which it opens.
  await editor.page.locator('.context-view .monaco-menu').getByText('Send a Test Request').first().hover();
  await editor.page.keyboard.press('Enter');
  const message = editor.notification('The test request to mock-model failed at "Open a session"').first();
  // The program imports a real client.
  await message.waitFor({ timeout: slow });
  expect(await message.innerText()).toMatch(
    /Connection error\.[^]*Nothing answers at http:\/\/127\.0\.0\.1:1\/api\/v1/,
  );
  expect(await buttonsOf(message)).toEqual(['Show Server Log', 'Show Details']);
  await editor.screenshot('test-request-failed-dark');
  await useTheme(open, 'Default Light Modern');
  await editor.screenshot('test-request-failed-light');
  await useTheme(open, 'Default Dark Modern');
  await editor.answer('The test request to', 'Show Details');
  await editor.page
    .locator('.view-line', { hasText: /skipped/ })
    .first()
    .waitFor();
  await editor.screenshot('test-request-failed-details');
  await editor.command('View: Close All Editors');
  await clear();
});

it('one stop icon asks which of the two is meant, where both run', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.command('Twinkle: Focus on Cluster View');
  await editor.treeRow('Applications').first().waitFor();
  await page.locator('.sidebar .pane-header, .sidebar .composite.title').first().hover();
  const title = page.locator('.sidebar .composite.title, .sidebar .pane-header').first();
  expect(await title.locator('.codicon-debug-stop, .codicon-stop-circle').count()).toBe(1);
  const menu = page.locator('.context-view .monaco-menu, .monaco-menu-container');
  await inEachLook('stop-choice', async () => {
    await title.hover();
    await title.locator('[aria-label^="Stop"]').first().click();
    await menu.getByText('Stop Server').first().waitFor();
    await menu.getByText('Stop Ray Cluster').first().waitFor();
  });
});

/** Moves in the tree by keys until the focus is on a row. */
async function moveTo(words: RegExp): Promise<void> {
  const { keyboard } = open.editor.page;
  const focused = open.editor.page.locator('.sidebar .monaco-list-row.focused', { hasText: words });
  await keyboard.press('Home');
  for (let step = 0; (await focused.count()) === 0; step += 1) {
    if (step > 30) throw new Error(`No row has ${words}.`);
    await keyboard.press('ArrowDown');
  }
}

it('Enter and Space on a row of the tree open what a click opens', async () => {
  const { editor } = open;
  const { page } = editor;
  const { keyboard } = page;
  const expanded = async (words: RegExp) => editor.treeRow(words).first().getAttribute('aria-expanded');
  await editor.command('View: Close All Editors');
  await editor.command('Twinkle: Focus on Cluster View');
  for (const key of ['Enter', 'Space', 'Enter', 'Space']) {
    await moveTo(/Applications/);
    const before = await expanded(/Applications/);
    await keyboard.press(key);
    await until(`${key} to fold`, 5_000, async () => (await expanded(/Applications/)) !== before);
  }
  for (const key of ['Enter', 'Space']) {
    await moveTo(/cpu/);
    await keyboard.press(key);
    await page.locator('.tab.active', { hasText: 'cpu' }).first().waitFor();
    await editor.screenshot(`keys-details-${key}`);
    await editor.command('View: Close All Editors');
    await editor.command('Twinkle: Focus on Cluster View');
  }
  recorded.endLauncher(open);
  await editor.command('Twinkle: Refresh');
  await editor.treeRow('Launch the server').first().waitFor({ timeout: slow });
  for (const key of ['Enter', 'Space']) {
    await editor.command('Twinkle: Focus on Cluster View');
    await moveTo(/Launch the server/);
    await keyboard.press(key);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'server_config.gpu.yaml' }).waitFor();
    await keyboard.press('Escape');
  }
});

it('the setting is opened where it is kept', async () => {
  const { editor } = open;
  recorded.endHead(open);
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
