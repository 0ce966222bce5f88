/** Names of files, nodes and applications, and values, that VS Code would make links, icons or images of. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { leftovers } from './harness/leftovers';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';

const hostile = 'x [Show](command:workbench.action.quit) $(trash)';
const configName = `server_config ${hostile}.yaml`;
const clusterName = `twinkle_cluster ${hostile}.yaml`;
const image = '![x](https://127.0.0.1:1/x.png)';

const cluster = `cluster_name: "${hostile}"
ray: { port: 1, dashboard_port: 2, auth: disabled }
env: { HOSTILE: "\` ${image} \`", PARAGRAPHS: "a\\n\\n${image}" }
nodes:
  - name: "${hostile}"
    host: local
    gpus: [0, 1]
    cpus: 8
    python: /no/such/python
`;

const config = `telemetry:
  service_name: \${oc.env:HOSTILE}
  otlp_endpoint: \${oc.env:PARAGRAPHS}
applications:
  - name: "$(trash) x"
    route_prefix: /models/m
    import_path: model
    args:
      backend: mock
      model_id: m
      nproc_per_node: 4
      device_group: { name: model, ranks: 4, device_type: cuda }
      device_mesh: { device_type: cuda, dp_size: 4 }
`;

/** Without a finding. */
const clean = `http_options: { host: 127.0.0.1, port: 8000 }
applications:
  - name: server
    route_prefix: /api/v1
    import_path: server
    args: { supported_models: [] }
    deployments:
      - name: GatewayServer
        max_ongoing_requests: 50
        ray_actor_options: { num_cpus: 0.1 }
`;

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    prepare: ({ workspace }) => {
      renameSync(path.join(workspace, 'twinkle_cluster.yaml'), path.join(workspace, clusterName));
      writeFileSync(path.join(workspace, clusterName), cluster);
      writeFileSync(path.join(workspace, 'server_config.yaml'), config);
      mkdirSync(path.join(workspace, 'other'));
      writeFileSync(path.join(workspace, 'other', configName), clean);
    },
  });
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('hostile-failed', open.editor, open.server));
});

afterAll(async () => {
  await open.dispose();
});

/** What a link or an icon of the name would be, below a place. */
const drawn = (place: string) =>
  open.editor.page.locator(`${place} a[href*="command:"], ${place} .codicon-trash`);

/** The words of a locator, without what is invisible. */
const words = async (place: string) =>
  ((await open.editor.page.locator(place).first().textContent()) ?? '')
    .replaceAll('\u2060', '')
    .replaceAll('\u00a0', ' ');

it('neither a link nor an icon is in a list, a notification and a prompt', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.statusBar('Ray stopped').waitFor();
  await editor.commandThatAsks('Twinkle: Check File');
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'other/' });
  await row.waitFor();
  expect(await words('.quick-input-list .monaco-list-row:has-text("other/") .label-name')).toContain(hostile);
  expect(await drawn('.quick-input-widget').count()).toBe(0);
  await editor.screenshot('hostile-list');
  await row.click();
  const message = editor.notification('No problems in');
  await message.first().waitFor();
  expect(await words('.notification-list-item-message')).toContain(hostile);
  expect(await drawn('.notification-list-item-message').count()).toBe(0);
  await editor.screenshot('hostile-notification');
  await editor.command('Notifications: Clear All Notifications');

  await editor.commandThatAsks('Twinkle: Set Ray Token');
  await page.locator('.quick-input-widget', { hasText: 'Token of the cluster of' }).waitFor();
  expect(await words('.quick-input-message')).toContain(hostile);
  expect(await drawn('.quick-input-widget').count()).toBe(0);
  await editor.screenshot('hostile-prompt');
  await page.keyboard.press('Escape');
});

it('neither is in the error of a start', async () => {
  const { editor } = open;
  await editor.command('Twinkle: Start Ray Cluster');
  const message = editor.notification('/no/such/python');
  await message.first().waitFor();
  expect(await words('.notification-list-item-message')).toContain(`of node ${hostile} does not run`);
  expect(await drawn('.notification-list-item-message').count()).toBe(0);
  await editor.screenshot('hostile-error');
  expect(await leftovers(open.demo.stateFolder)).toEqual([]);
  await editor.command('Notifications: Clear All Notifications');
});

it('no icon is in a code lens, and no image in a hover', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.openFile('server_config.yaml');
  const lens = page.locator('.codelens-decoration a', { hasText: 'x fails' });
  await lens.first().waitFor();
  expect(((await lens.first().textContent()) ?? '').replaceAll('\u2060', '')).toContain('$(trash) x');
  expect(await page.locator('.codelens-decoration .codicon-trash').count()).toBe(0);
  for (const [line, name] of [
    [2, 'HOSTILE'],
    [3, 'PARAGRAPHS'],
  ] as const) {
    await editor.goTo(line, 22);
    await editor.command('Show or Focus Hover');
    const hover = page.locator('.monaco-hover .hover-contents', { hasText: `${name} is` });
    await hover.first().waitFor();
    expect((await hover.first().locator('code').allTextContents()).join('\n')).toContain(image);
    expect(await page.locator('.monaco-hover img').count()).toBe(0);
    await editor.screenshot(`hostile-hover-${name}`);
    await page.keyboard.press('Escape');
  }
});
