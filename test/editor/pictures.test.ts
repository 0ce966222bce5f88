/** Pictures of the README that need no cluster: a finding with its quick fixes, and the forecast of a placement. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';
import { picture } from './support/picture';

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    settings: {
      'editor.minimap.enabled': false,
      'editor.stickyScroll.enabled': false,
      'editor.fontSize': 13,
    },
    prepare: ({ workspace }) => {
      edit(path.join(workspace, 'server_config.yaml'), /\/models\/mock-model/, '/api/v1/model/mock-model');
    },
  });
  await open.editor.page.setViewportSize({ width: 1100, height: 800 });
  await open.editor.command('View: Close Primary Side Bar');
});

afterAll(async () => {
  await open.dispose();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('pictures-failed', open.editor, open.server));
});

it('offers both ways to fix a mesh of the wrong size', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.openFile('server_config.gpu.yaml');
  await editor.command('View: Toggle Problems');
  await page.locator('.markers-panel [role="treeitem"]', { hasText: 'mesh-world-size' }).first().waitFor();
  await editor.goTo(30);
  const fixes = await editor.showFixes();
  const titles = (await fixes.allTextContents()).join('\n');
  expect(titles).toContain('Change dp_size to 4');
  expect(titles).toContain('Change ranks to 2');
  await picture(editor, 'quick-fix', '.part.editor, .part.panel');
  await page.keyboard.press('Escape');
  await editor.command('View: Toggle Problems');
});

it('shows where each application is placed, and which one would wait', async () => {
  const { editor } = open;
  const { page } = editor;
  // One node less: the page shows what fits, what waits, and why.
  edit(path.join(open.demo.workspace, 'twinkle_cluster.yaml'), / {2}- name: gpu\n(?: {4}.*\n)*/, '');
  await editor.command('View: Close All Editors');
  await editor.openFile('server_config.yaml');
  await editor.command('Twinkle: Forecast Placement');
  await page.locator('.view-line', { hasText: '✘ The launch waits forever at' }).first().waitFor();
  await picture(editor, 'forecast', '.part.editor');
});

function edit(file: string, pattern: RegExp, replacement: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(pattern);
  writeFileSync(file, text.replace(pattern, replacement));
}
