/** Changes the color theme of the open window, and waits until it is drawn. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../harness/wait';
import type { Fixture } from './fixture';

export async function useTheme(
  { demo, editor }: Pick<Fixture, 'demo' | 'editor'>,
  name: string,
): Promise<void> {
  // The machine's settings: they win over those of the user.
  const file = path.join(demo.folder, 'user-data/Machine/settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  if (settings[setting] === name) return;
  const workbench = editor.page.locator('.monaco-workbench').first();
  // Among its classes are the kind of the theme, and the theme itself.
  const before = await workbench.getAttribute('class');
  writeFileSync(file, JSON.stringify({ ...settings, [setting]: name }));
  await editor.page.locator(`.monaco-workbench.${kindOf(name)}`).waitFor();
  await until(`the theme ${name}`, 30_000, async () => (await workbench.getAttribute('class')) !== before);
}

const setting = 'workbench.colorTheme';

function kindOf(name: string): string {
  if (name.includes('Contrast')) return name.includes('Light') ? 'hc-light' : 'hc-black';
  return name.includes('Light') ? 'vs' : 'vs-dark';
}
