// What the build makes, at its fixed places, and the programs of the scripts that are written in TypeScript.
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inParts } from './commonJsParts.mjs';
import { bundledPackages, noticesOf } from './notices.mjs';
import { inClone, root } from './paths.mjs';
import { Explained } from './steps.mjs';

const banner = { js: '#!/usr/bin/env node' };

/**
 * Leaves modules to another product, which is loaded when they are imported.
 * @param {RegExp} modules as they are written in an import
 * @param {string} product beside the one that is built
 * @returns {import('esbuild').Plugin}
 */
const from = (modules, product) => ({
  name: 'from-another-product',
  setup: build => build.onResolve({ filter: modules }, () => ({ path: product, external: true })),
});

/**
 * Gives a package of CommonJS to our own files without a copy of its names, which each file that imports it would make:
 * hundreds of names, in dozens of files. They come from the prototype, which is not copied.
 * @param {string} name
 * @param {string} prototype an expression
 * @returns {import('esbuild').Plugin}
 */
const byPrototype = (name, prototype) => ({
  name: 'by-prototype',
  setup: build => {
    build.onResolve({ filter: new RegExp(`^${name}$`) }, ({ importer, namespace }) =>
      namespace === 'by-prototype' || importer.includes('node_modules')
        ? undefined
        : { path: name, namespace: 'by-prototype' },
    );
    build.onLoad({ filter: /./, namespace: 'by-prototype' }, () => ({
      resolveDir: root,
      contents: `module.exports = Object.create(${prototype})`,
    }));
  },
});

/** What is run when something of it is first used. @param {string} name as `require` takes it */
const onFirstUse = name =>
  `new Proxy({}, { get: (_, name) => name === '__esModule' || require('${name}')[name] })`;

/** It is run when something of it is first used, instead of when the product is loaded. @param {string} name */
const whenUsed = name => byPrototype(name, onFirstUse(name));

/**
 * Leaves modules of Node to be loaded when they are used, which the library of the protocol loads at once: one for what it
 * starts, one for names of pipes. We do neither.
 * @type {import('esbuild').Plugin}
 */
const rareBuiltins = {
  name: 'rare-builtins',
  setup: build =>
    build.onLoad({ filter: /vscode-(languageserver|jsonrpc)[/\\]lib[/\\]node[/\\]\w+\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^const (\w+) = (require\("(?:child_process|crypto)"\));$/gm,
        'const $1 = new Proxy({}, { get: (_, name) => $2[name] });',
      ),
    })),
};

const ofTheEditor = {
  external: ['vscode'],
  plugins: [byPrototype('vscode', "require('vscode')")],
};

/** For Node and for a browser: packages with a part for each have both in it. */
const forBoth = /** @type {const} */ ({
  target: 'es2022',
  conditions: /** @type {string[]} */ (['browser']),
});

/**
 * What several programs share is in one product, which the others load. A web worker, and an extension in a browser,
 * can be one file only, so it is theirs.
 * @type {(import('esbuild').BuildOptions & { entryPoints: [string] })[]}
 */
const products = [
  {
    entryPoints: ['server/src/hosts/bin/programs.ts'],
    outfile: 'server/dist/programs.js',
    ...forBoth,
    plugins: [whenUsed('vscode-languageserver'), rareBuiltins],
    // A worker has neither, and uses nothing of Node's modules.
    banner: {
      js: `"use strict"; var module = typeof module === "undefined" ? {} : module, require = typeof require === "undefined" ? () => ({}) : require;`,
    },
  },
  ...['server', 'check'].map(name => ({
    entryPoints: /** @type {[string]} */ ([`server/src/hosts/bin/${name}.ts`]),
    outfile: `server/dist/${name}.js`,
    banner,
  })),
  {
    entryPoints: ['client/src/web.ts'],
    outfile: 'client/dist/web.js',
    ...forBoth,
    ...ofTheEditor,
  },
  {
    ...ofTheEditor,
    ...inParts('client/src/extension.ts', 'client/dist', [
      ...ofTheEditor.plugins,
      from(/\/language\/clients$|^\.\/clients$/, './web.js'),
    ]),
  },
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
  // `require`, which VS Code answers for its own modules.
  supported: { 'dynamic-import': false },
  // Names stay, and lines stay short, so that a stack says where it was.
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160,
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
  return metafiles
    .flatMap(({ outputs }) => Object.keys(outputs))
    .filter(file => file.endsWith('.js'))
    .map(file => `${file.padEnd(36)} ${(statSync(inClone(file)).size / 1024).toFixed(0)} KB`);
}

/**
 * The pages of the rules, for the editor and for `twinkle-check --explain` and `--list-rules`. One file for each language:
 * it is read as a whole, and in one language.
 */
function writePages() {
  writePagesOf('docs/rules', 'pages.json');
  writePagesOf('docs/rules/zh-cn', 'pages.zh-cn.json');
}

/**
 * @param {string} source folder in the clone
 * @param {string} name of the file
 */
function writePagesOf(source, name) {
  const folder = inClone(source);
  const pages = readdirSync(folder)
    .filter(page => page.endsWith('.md') && page !== 'README.md')
    .map(page => page.slice(0, -3))
    .sort()
    .map(code => [code, readFileSync(join(folder, `${code}.md`), 'utf8')]);
  writeFileSync(inClone('server/dist', name), JSON.stringify(Object.fromEntries(pages)));
}

/**
 * For the extension, which holds all products, and for the npm package, which holds those of the server.
 * @param {import('esbuild').Metafile[]} metafiles of all products
 */
function writeNotices(metafiles) {
  const ofServer = metafiles.filter(({ outputs }) =>
    Object.keys(outputs).every(file => file.startsWith('server/')),
  );
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
