/** Typing in both of our files, with keys: where Enter puts the caret, and what is offered. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from './harness/wait';
import { openDemo, type Fixture } from './support/fixture';
import { enterCases, whereEnterPuts } from './support/enter';

/** Files that a test types into, with what is there before. */
const files = {
  'server_config.enter.yaml': enterCases.map(({ before }) => before.replace('‸', '')).join('\n'),
};

let open: Fixture;

beforeAll(async () => {
  open = await openDemo({
    interpreter: false,
    prepare: ({ workspace }) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(workspace, name), text);
    },
  });
});

afterAll(async () => {
  await open.dispose();
});

/** Saves the active file, and waits until the disk has what is expected. */
async function saved(name: string, expected: string): Promise<void> {
  await open.editor.page.keyboard.press('Control+S');
  try {
    await until('the file to be saved', 10_000, () => open.read(name) === expected);
  } catch {
    expect(open.read(name)).toBe(expected);
  }
}

describe('Enter', () => {
  it('indents what belongs below, and nothing else', async () => {
    const { editor } = open;
    await editor.openFile('server_config.enter.yaml');
    await whereEnterPuts(editor, enterCases);
    await saved('server_config.enter.yaml', enterCases.map(({ after }) => after).join('\n'));
  });
});
