import type { Frame } from 'playwright-core';
import type { Editor } from '../harness/editor';
import { until } from '../harness/wait';

/** The frame of a web view that has an element. */
export async function frameWith(editor: Editor, selector: string): Promise<Frame> {
  let found: Frame | undefined;
  await until(`a page with ${selector}`, 30_000, async () => {
    for (const frame of editor.page.frames())
      if (
        (await frame
          .locator(selector)
          .count()
          .catch(() => 0)) > 0
      )
        found = frame;
    return found !== undefined;
  });
  if (found === undefined) throw new Error(selector);
  return found;
}
