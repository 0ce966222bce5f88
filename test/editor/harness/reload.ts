/** A reload of the window as a person does it, by which it keeps its editors. */
import type { Editor } from './editor';
import { until } from './wait';

/** Returns when the old page is gone and the new one is drawn. */
export async function reloadWindow(editor: Editor): Promise<void> {
  const { page } = editor;
  await page.evaluate('window.beforeReload = true');
  await editor.commandThatAsks('Developer: Reload Window');
  await until('the window to reload', 60_000, async () => {
    const old = await page.evaluate<unknown>('window.beforeReload').catch(() => true);
    return old !== true;
  });
  await page.locator('.monaco-workbench').waitFor();
}
