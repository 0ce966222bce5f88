/**
 * `npm run bench -- --activation`: what the extension host counts as our activation, beside an extension of the same
 * package that does nothing, in turns. Both right after the start of the editor, where the host does other work
 * meanwhile, and in an editor that has rested.
 *
 * Environment: BENCH_ROOT, TWINKLE_CODE_SERVER, TWINKLE_CHROMIUM. Writes out/measures/activation.json.
 */
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CodeServer } from '../editor/harness/codeServer';
import { Editor } from '../editor/harness/editor';
import { median } from './statistics';

const root = process.env['BENCH_ROOT'] ?? process.cwd();
const rounds = process.argv.includes('--quick') ? 1 : 5;
/** Milliseconds after which an editor that was just started has nothing left to do. */
const restMs = 15_000;

const kinds = [
  { name: 'Twinkle, rested', empty: false, rests: true },
  { name: 'empty extension, rested', empty: true, rests: true },
  { name: 'Twinkle, just started', empty: false, rests: false },
  { name: 'empty extension, just started', empty: true, rests: false },
];

const figures = new Map<string, number[]>(kinds.map(({ name }) => [name, []]));
for (let round = 1; round <= rounds; round += 1) {
  for (const { name, empty, rests } of kinds) {
    process.stderr.write(`bench: round ${round} of ${rounds}: ${name}\n`);
    figures.get(name)?.push(await activation(empty, rests));
  }
}

console.log('\n| activation | median, ms | each, ms |\n|---|--:|---|');
for (const [name, each] of figures) console.log(`| ${name} | ${median(each)} | ${each.join(', ')} |`);
const target = join(root, 'out/measures/activation.json');
await mkdir(join(target, '..'), { recursive: true });
await writeFile(target, `${JSON.stringify(Object.fromEntries(figures), undefined, 2)}\n`);

/** Milliseconds, as *Show Running Extensions* has them, of an activation by a click on the view. */
async function activation(empty: boolean, rests: boolean): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'tw-'));
  const workspace = join(folder, 'workspace');
  await mkdir(workspace);
  const server = await CodeServer.start({ folder, workspace, vsix: join(root, 'dist/twinkle-server.vsix') });
  try {
    if (empty) await replaceExtension(join(folder, 'extensions'));
    const editor = await Editor.open({ url: server.url, screenshots: join(root, 'out/bench'), height: 2000 });
    try {
      if (rests) await pause(restMs);
      await editor.page.locator('.activitybar [aria-label^="Twinkle"]').first().click();
      const list = editor.page.locator('.runtime-extensions-editor .monaco-list');
      await editor.commandUntil('Developer: Show Running Extensions', list);
      const row = list.locator('.extension', { hasText: /^Twinkle.*Activation: \d+ms/ });
      // The list has the slowest first, and no row in the page for what is below its fold.
      for (let tries = 0; tries < 60 && !(await row.isVisible()); tries += 1) {
        await list.press(tries % 2 === 0 ? 'End' : 'Home');
        await pause(250);
      }
      const words = (await row.textContent()) ?? '';
      const count = /Activation: (\d+)ms/.exec(words)?.[1];
      if (count === undefined) throw new Error(`The row of the extension has no time: ${words}`);
      return Number(count);
    } finally {
      await editor.close();
    }
  } finally {
    await server.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Puts a program that does nothing in the place of ours, in the installed package. */
async function replaceExtension(extensions: string): Promise<void> {
  const installed = (await readdir(extensions)).find(name => name.includes('twinkle'));
  if (installed === undefined) throw new Error('The package is not installed.');
  await writeFile(join(extensions, installed, 'client/dist/extension.js'), 'exports.activate = () => {};\n');
}
