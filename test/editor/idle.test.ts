/** What a window costs that has nothing to ask: no process of ours, and no error without an interpreter. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { stateInWords } from './harness/state';
import type { Demo } from './support/demo';
import { openDemo, type Fixture } from './support/fixture';

let open: Fixture | undefined;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail')
    console.error(await stateInWords('idle-failed', open?.editor, open?.server));
  await open?.dispose();
  open = undefined;
});

/** Command lines of the Python programs that the editor of the demo has started. */
function pythons({ stateFolder }: Demo): string[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => read(pid, 'environ').split('\0').includes(`TWINKLE_STATE_HOME=${stateFolder}`))
    .map(pid => read(pid, 'cmdline').replaceAll('\0', ' '))
    .filter(line => /^\S*python/.test(line));
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch {
    return '';
  }
}

it('an activation with no record and no command starts no process', async () => {
  open = await openDemo({ interpreter: false });
  const { editor, demo } = open;
  await editor.openFile('twinkle_cluster.yaml');
  const lens = editor.page.locator('.codelens-decoration a', { hasText: /^Start/ });
  await lens.first().waitFor();
  await editor.statusBar('Ray stopped').waitFor();
  expect(pythons(demo)).toEqual([]);
  expect(await editor.notification('Python').count()).toBe(0);
  // A command has something to ask.
  await editor.commandThatAsks('Twinkle: Start Ray Cluster');
  await editor.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Enter Path…' }).waitFor();
  expect(pythons(demo)).toEqual([expect.stringContaining('keeper')]);
});
