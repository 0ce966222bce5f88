// Brings what a run needs, and tells the tests where it is.
import { cacheRoot, node24, nodeOnPath } from './paths.mjs';
import { codeServer } from './codeServer.mjs';
import { debianPackages } from './debian.mjs';
import { nodePackages } from './nodePackages.mjs';
import { pythonEnvironment } from './python.mjs';
import { captured, shown } from './run.mjs';
import { Explained, Steps } from './steps.mjs';

/** @typedef {'python' | 'editor' | 'neovim' | 'sshd' | 'build' | 'package'} Need */

/**
 * @param {Set<Need>} needs
 * @returns {Promise<Record<string, string>>} environment for whatever runs next
 */
export async function bootstrap(needs) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Explained(`Node 20 or later is needed; this is ${process.version}.`);
  /** @type {import('./debian.mjs').DebianPart[]} */
  const debian = [];
  if (needs.has('editor')) debian.push('browser', 'code-server');
  if (needs.has('sshd')) debian.push('sshd');
  if (needs.has('neovim')) debian.push('neovim');

  const env = nodeOnPath();
  const todo =
    [needs.has('python'), needs.has('editor'), debian.length > 0, needs.has('build')].filter(Boolean).length +
    1;
  const steps = new Steps(todo);
  console.log(`Preparing (heavy parts are kept in ${cacheRoot})`);
  await steps.run('Node packages', nodePackages);
  if (debian.length > 0) await steps.run('Debian packages', skip => debianPackages(debian, skip));
  if (needs.has('python'))
    env['TWINKLE_TEST_PYTHON'] = await steps.run(
      'Python environment: Ray, Twinkle, torch (about 2 GB)',
      pythonEnvironment,
    );
  if (needs.has('editor')) {
    env['TWINKLE_CODE_SERVER'] = await steps.run('code-server: the real VS Code (about 0.6 GB)', codeServer);
    env['TWINKLE_CHROMIUM'] = await chromium();
  }
  if (needs.has('build')) {
    await steps.run('Build', async () => {
      process.stdout.write('\n');
      const script = needs.has('package') ? 'scripts/package.mjs' : 'scripts/build.mjs';
      const code = await shown([node24, script], { env });
      if (code !== 0) throw new Explained(`${script} failed; see above.`);
    });
  }
  return env;
}

async function chromium() {
  for (const command of ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']) {
    if ((await captured([command, '--version'])) !== undefined) return command;
  }
  throw new Explained('No Chromium in /usr/bin. On Debian: apt-get install chromium');
}
