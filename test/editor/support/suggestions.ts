/** The list of completions, as a person reads and takes it. */
import type { Locator } from 'playwright-core';
import type { Editor } from '../harness/editor';
import { until } from '../harness/wait';

const widget = '.suggest-widget.visible';

/** Rows on the screen, the first ones of the list. */
const rows = (editor: Editor): Locator => editor.page.locator(`${widget} .monaco-list-row`);

/** Their labels, from the first on. */
export async function labels(editor: Editor): Promise<string[]> {
  const found = await rows(editor).all();
  const shown = await Promise.all(
    found.map(async row => ({
      index: Number(await row.getAttribute('data-index')),
      label: (await row.locator('.label-name').textContent()) ?? '',
    })),
  );
  return shown.toSorted((one, other) => one.index - other.index).map(({ label }) => label);
}

/** Asks for completions by the keyboard and returns their labels. The list stays open. */
export async function openList(editor: Editor): Promise<string[]> {
  await editor.page.keyboard.press('Escape');
  await editor.page.keyboard.press('Control+Space');
  return shown(editor);
}

/**
 * Labels of what is offered, by the keyboard. The list is closed again: one that was asked for stays open while nothing
 * in it fits what is typed, and takes the next Enter.
 */
export async function ask(editor: Editor): Promise<string[]> {
  const found = await openList(editor);
  await close(editor);
  return found;
}

async function close(editor: Editor): Promise<void> {
  await editor.page.keyboard.press('Escape');
  await editor.page.locator(widget).waitFor({ state: 'detached' });
}

/** Waits for completions that come by themselves. */
export async function shown(editor: Editor): Promise<string[]> {
  await rows(editor).first().waitFor();
  return labels(editor);
}

/** Asks where there are none: the editor says so. */
export async function askInVain(editor: Editor): Promise<void> {
  await editor.page.keyboard.press('Escape');
  await editor.page.keyboard.press('Control+Space');
  await editor.page.locator(`${widget}.message`, { hasText: 'No suggestions' }).waitFor();
  await editor.page.keyboard.press('Escape');
}

/** Types the beginning of a label until its row is the chosen one, and takes it with Enter. */
export async function take(editor: Editor, typed: string, label: string): Promise<void> {
  await editor.page.keyboard.type(typed);
  await rows(editor).first().waitFor();
  const focused = editor.page.locator(`${widget} .monaco-list-row.focused .label-name`);
  await until(`${label} to be chosen`, 10_000, async () => (await focused.first().textContent()) === label);
  await editor.page.keyboard.press('Enter');
}
