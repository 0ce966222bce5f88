/** Changes the color theme of the open window, and waits until it is drawn. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Fixture } from './fixture';

export async function useTheme({ demo, editor }: Fixture, name: string): Promise<void> {
  // The machine's settings: they win over those of the user.
  const file = path.join(demo.folder, 'user-data/Machine/settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...settings, 'workbench.colorTheme': name }));
  const kind = name.includes('Contrast') ? 'hc-black' : name.includes('Light') ? 'vs' : 'vs-dark';
  await editor.page.locator(`.monaco-workbench.${kind}`).waitFor();
}
