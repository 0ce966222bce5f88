/** `npm run demo`: the product on a sample workspace, in a browser, until Ctrl+C. */
import path from 'node:path';
import { CodeServer, required } from '../harness/codeServer';
import { leftovers } from '../harness/leftovers';
import { onInterrupt } from '../harness/onInterrupt';
import { prepareWorkspace } from './workspace';

const root = required('TWINKLE_ROOT', 'scripts/demo.mjs sets it');
const base = path.join(root, 'out', 'demo');
const python = required('TWINKLE_TEST_PYTHON', 'scripts/demo.mjs sets it');

const workspace = await prepareWorkspace(root, base);
const server = await CodeServer.start({
  folder: path.join(base, 'editor'),
  workspace: workspace.folder,
  vsix: path.join(root, 'dist', 'twinkle-server.vsix'),
  settings: { 'twinkle.python': python },
  env: { TWINKLE_STATE_HOME: workspace.state },
});
for (const note of workspace.notes) console.log(note);
console.log(`
Open  ${server.url}

  1. Open server_config.yaml. One line is underlined: Ctrl+. on it offers the fix. Save.
  2. Press F1 and run  Twinkle: Start Ray Cluster  (three local nodes, about 20 s).
  3. Press F1 and run  Twinkle: Launch Server  (four mock applications, about 40 s); the Twinkle view shows them.
  4. Press F1 and run  Twinkle: Stop Server  (it asks once), then  Twinkle: Stop Ray Cluster.

Ctrl+C ends the editor; a cluster that still runs then goes on.`);

onInterrupt(async () => {
  await server.dispose();
  console.log(
    (await leftovers(workspace.state)).length === 0
      ? 'The editor has ended, and nothing of the demo runs any more.'
      : 'The editor has ended, but what you started runs on. To stop it, run `npm run demo` again and do step 4 there.',
  );
});
await server.ended;
if (!server.isDisposed) {
  console.error(`The editor has ended by itself. Its logs: ${path.join(base, 'editor')}`);
  process.exitCode = 1;
}
