/** The walkthrough, as it is on the screen. */
import type { Editor } from '../harness/editor';

/** Opens it by the palette. */
export async function openWalkthrough(editor: Editor): Promise<void> {
  const { page } = editor;
  await editor.commandThatAsks('Welcome: Open Walkthrough...');
  await page
    .locator('.quick-input-list .monaco-list-row', { hasText: 'Run a Twinkle Server' })
    .first()
    .click();
  await page.locator('.getting-started-step').first().waitFor();
}

/** Names of the steps with a tick, in their order. */
export async function stepsDone(editor: Editor): Promise<string[]> {
  const done = editor.page.locator('.getting-started-step .codicon-getting-started-step-checked');
  const ids = await done.evaluateAll(all => all.map(each => each.getAttribute('data-done-step-id') ?? ''));
  return ids.map(id => id.replace(/^.*#/, ''));
}
