/** An editor in Chinese: findings, and the pages of their codes, on a machine and in VS Code for the Web. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { stateInWords } from './harness/state';
import { openDemo, type Fixture } from './support/fixture';
import { frameWith } from './support/frame';

let open: Fixture | undefined;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail' && open !== undefined)
    console.error(await stateInWords('chinese-failed', open.editor, open.server));
});

describe.each([
  ['on a machine', false],
  ['in the browser', true],
])('%s', (where, inBrowser) => {
  it('the code of a finding opens its page in Chinese, and its links too', async () => {
    const fixture = await openDemo({
      interpreter: false,
      inBrowser,
      language: 'zh-cn',
      prepare: ({ workspace }) => {
        const file = path.join(workspace, 'server_config.gpu.yaml');
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^ +backend: .*\n/m, ''));
      },
    });
    open = fixture;
    onTestFinished(() => fixture.dispose());
    const { editor } = fixture;
    const { page } = editor;
    await editor.openFile('server_config.gpu.yaml');
    await editor.command('View: Toggle Problems');
    const row = page.locator('.markers-panel .monaco-list-row', { hasText: 'missing-field' }).first();
    await row.filter({ hasText: '缺少“backend”' }).waitFor();
    await row.locator('a', { hasText: 'missing-field' }).click();
    const shown = await frameWith(editor, 'h1#missing-field');
    expect(await shown.locator('h2').allTextContents()).toEqual(['示例', '修复']);
    await shown.locator('a', { hasText: 'unknown-key' }).click();
    const next = await frameWith(editor, 'h1#unknown-key');
    expect(await next.locator('h2').allTextContents()).toEqual(['示例', '修复']);
    await editor.command('View: Hide Panel');
    await editor.screenshot(`chinese-page-${inBrowser ? 'browser' : 'machine'}`);
  });
});
