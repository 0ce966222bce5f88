/** Pictures of the README. With `UPDATE_PICTURES=1` they go to docs/images; otherwise a run changes no file there. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { Editor } from '../harness/editor';
import { root } from './fixture';

/** @param clip CSS selector of the part to show; the whole window if left out */
export async function picture(editor: Editor, name: string, clip?: string): Promise<void> {
  const file = await editor.screenshot(name, clip);
  if (process.env['UPDATE_PICTURES'] === '1')
    await copyFile(file, path.join(root, 'docs/images', `${name}.png`));
}
