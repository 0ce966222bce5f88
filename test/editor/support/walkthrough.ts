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
  const done = await editor.page.locator('.getting-started-step .codicon-getting-started-step-checked').all();
  const ids = await Promise.all(done.map(each => each.getAttribute('data-done-step-id')));
  return ids.map(id => (id ?? '').replace(/^.*#/, ''));
}

/** Titles of steps that do not fit their place. */
export async function cutTitles(editor: Editor): Promise<string[]> {
  return editor.page.evaluate<string[]>(
    `[...document.querySelectorAll('.getting-started-step .step-title, .getting-started-category .category-title')]
      .filter(each => each.scrollWidth > each.clientWidth)
      .map(each => each.textContent)`,
  );
}
