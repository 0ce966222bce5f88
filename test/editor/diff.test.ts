/** The old text of a file, as a diff shows it, has the language of the file and is none: no findings, nothing to start. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDemo, type Fixture } from './support/fixture';

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    prepare: ({ workspace }) => {
      const git = (...args: string[]) => execFileSync('git', args, { cwd: workspace });
      const file = path.join(workspace, 'server_config.yaml');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, `old_mistake: 1\n${text}`);
      git('init', '-q');
      git('add', '.');
      git('-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'a');
      writeFileSync(file, `# new\n${text}`);
    },
  });
});

afterAll(async () => {
  await open.dispose();
});

/** Buttons of the editor's title. */
const starting = () =>
  open.editor.page.locator('.editor-actions :is([aria-label*="Launch"], [aria-label*="Forecast"])');

it('has no findings, and offers nothing to start, where the file does', async () => {
  const { editor } = open;
  const { page } = editor;
  await editor.openFile('server_config.yaml');
  await starting().first().waitFor();
  await page.locator('.codelens-decoration').first().waitFor();
  await editor.command('Git: Open File (HEAD)');
  await page.locator('.tab.active', { hasText: 'HEAD' }).waitFor();
  await page.locator('.view-lines').getByText('old_mistake').waitFor();
  await editor.screenshot('old-file');
  expect(await starting().count()).toBe(0);
  expect(await page.locator('.codelens-decoration').count()).toBe(0);
  expect(await page.locator('[class*="squiggly-"]').count()).toBe(0);
});
