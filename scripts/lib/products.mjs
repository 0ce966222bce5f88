// What the build makes, at its fixed places, and the programs of the scripts that are written in TypeScript.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages, noticesOf } from './notices.mjs';
import { inClone, root } from './paths.mjs';
import { Explained } from './steps.mjs';

const banner = { js: '#!/usr/bin/env node' };

/** For a web worker. */
const inBrowser = /** @type {const} */ ({
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  mainFields: /** @type {string[]} */ (['browser', 'module', 'main']),
});

/** @type {(import('esbuild').BuildOptions & { entryPoints: [string], outfile: string })[]} */
const products = [
  { entryPoints: ['server/src/hosts/lsp/server.ts'], outfile: 'server/dist/server.js', banner },
  { entryPoints: ['server/src/hosts/cli/check.ts'], outfile: 'server/dist/check.js', banner },
  { entryPoints: ['server/src/hosts/lsp/worker.ts'], outfile: 'server/dist/worker.js', ...inBrowser },
  {
    entryPoints: ['client/src/web.ts'],
    outfile: 'client/dist/web.js',
    ...inBrowser,
    format: 'cjs',
    external: ['vscode'],
  },
  { entryPoints: ['client/src/extension.ts'], outfile: 'client/dist/extension.js', external: ['vscode'] },
];

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  sourcemap: 'external',
  // CommonJS builds first would drag in UMD wrappers whose `require` esbuild cannot follow.
  mainFields: ['module', 'main'],
  // What the `yaml` package has for Node asks the environment for a variable at each token, which takes an eighth of
  // the time of a reading. Nothing else about it differs.
  alias: { yaml: join(root, 'node_modules/yaml/browser/dist/index.js') },
  minifySyntax: true,
  loader: { '.py': 'text' },
  logLevel: 'warning',
};

/** @returns {Promise<string[]>} one line with its size for each */
export async function buildProducts() {
  // Only now: the scripts start before anything is installed.
  const { build } = await import('esbuild');
  /** @type {import('esbuild').Metafile[]} */
  const metafiles = [];
  for (const product of products) {
    const [entry] = product.entryPoints;
    if (!existsSync(inClone(entry))) throw new Explained(`${entry} is missing.`);
    metafiles.push((await build({ ...common, ...product, metafile: true })).metafile);
  }
  writePages();
  writeNotices(metafiles);
  return products.map(
    ({ outfile }) => `${outfile.padEnd(28)} ${(statSync(inClone(outfile)).size / 1024).toFixed(0)} KB`,
  );
}

/** The pages of the rules, for `twinkle-check --explain` and `--list-rules`. */
function writePages() {
  const folder = inClone('docs/rules');
  const pages = readdirSync(folder)
    .filter(name => name.endsWith('.md') && name !== 'README.md')
    .map(name => name.slice(0, -3))
    .sort()
    .map(code => [code, readFileSync(join(folder, `${code}.md`), 'utf8')]);
  writeFileSync(inClone('server/dist/pages.json'), JSON.stringify(Object.fromEntries(pages)));
}

/**
 * For the extension, which holds all products, and for the npm package, which holds those of the server.
 * @param {import('esbuild').Metafile[]} metafiles in the order of the products
 */
function writeNotices(metafiles) {
  const ofServer = metafiles.filter((_, index) => products[index]?.outfile.startsWith('server/'));
  for (const [folder, files] of /** @type {const} */ ([
    ['.', metafiles],
    ['server', ofServer],
  ]))
    writeFileSync(inClone(folder, 'ThirdPartyNotices.txt'), noticesOf(bundledPackages(files)));
}

/** Builds anew at each change, until the process ends. */
export async function watchProducts() {
  const { context } = await import('esbuild');
  const contexts = await Promise.all(
    products.map(product => context({ ...common, ...product, logLevel: 'info' })),
  );
  await Promise.all(contexts.map(each => each.watch()));
}

/**
 * Bundles a program of the tests so that plain Node runs it; packages stay where they are.
 * @param {string} entry its source in the clone
 * @param {string} outfile in the clone
 * @returns {Promise<string>} absolute path of the bundle
 */
export async function bundledProgram(entry, outfile) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    loader: { '.py': 'text' },
    packages: 'external',
    logLevel: 'warning',
  });
  return inClone(outfile);
}
