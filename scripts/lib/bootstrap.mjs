// Brings what a run needs, and tells the tests where it is.
import { cacheRoot, inClone, node24, nodeOnPath } from './paths.mjs';
import { codeServer } from './codeServer.mjs';
import { browser, debianPackages } from './debian.mjs';
import { nodePackages } from './nodePackages.mjs';
import { buildProducts } from './products.mjs';
import { basePython, pythonEnvironment } from './python.mjs';
import { earlierReleases } from './releases.mjs';
import { logged } from './run.mjs';
import { Explained, Steps } from './steps.mjs';

/** @typedef {'python' | 'loaders' | 'editor' | 'neovim' | 'sshd' | 'build' | 'package'} Need */

/**
 * @param {Set<Need>} needs
 * @returns {Promise<Record<string, string>>} environment for whatever runs next
 */
export async function bootstrap(needs) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Explained(`Node 20 or later is needed; this is ${process.version}.`);
  /** @type {import('./debian.mjs').DebianPart[]} */
  const debian = [];
  if (needs.has('python') && (await basePython()) === undefined) debian.push('python');
  if (needs.has('editor')) debian.push('browser', 'code-server');
  if (needs.has('sshd')) debian.push('sshd');
  if (needs.has('neovim')) debian.push('neovim');

  const env = nodeOnPath();
  /** @type {[title: string, work: (skip: () => void) => Promise<unknown>][]} */
  const work = [['Node packages', nodePackages]];
  if (debian.length > 0) work.push(['Debian packages', skip => debianPackages(debian, skip)]);
  if (needs.has('python'))
    work.push([
      'Python environment: Ray, Twinkle, torch (about 2 GB)',
      async skip => (env['TWINKLE_TEST_PYTHON'] = await pythonEnvironment(skip)),
    ]);
  if (needs.has('loaders'))
    work.push([
      'Earlier releases of twinkle-kit (about 25 MB)',
      async skip => {
        const interpreter = env['TWINKLE_TEST_PYTHON'] ?? process.env['TWINKLE_TEST_PYTHON'] ?? '';
        env['TWINKLE_TEST_RELEASES'] = await earlierReleases(interpreter, skip);
      },
    ]);
  if (needs.has('editor'))
    work.push([
      'code-server: the real VS Code (about 0.6 GB)',
      async skip => {
        env['TWINKLE_CODE_SERVER'] = await codeServer(skip);
        env['TWINKLE_CHROMIUM'] = browser() ?? '';
      },
    ]);
  if (needs.has('package'))
    work.push([
      'Build and package',
      () => logged([node24, inClone('scripts', 'package.mjs')], { log: 'package', env }),
    ]);
  else if (needs.has('build')) work.push(['Build', buildProducts]);

  console.log(`Preparing (heavy parts are kept in ${cacheRoot})`);
  const steps = new Steps(work.length);
  for (const [title, step] of work) await steps.run(title, step);
  return env;
}
