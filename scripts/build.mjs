// Builds the products at their fixed places: the language server, the checker and the extension.
// `npm run build`, or `npm run build -- --watch`.
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

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
  minifySyntax: true,
  logLevel: 'warning',
};

/** @type {import('esbuild').BuildOptions[]} */
const products = [
  {
    entryPoints: ['server/src/hosts/server.ts'],
    outfile: 'server/dist/server.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    entryPoints: ['server/src/hosts/check.ts'],
    outfile: 'server/dist/check.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  { entryPoints: ['client/src/extension.ts'], outfile: 'client/dist/extension.js', external: ['vscode'] },
];

if (process.argv.includes('--watch')) {
  const contexts = await Promise.all(products.map(product => context({ ...common, ...product })));
  await Promise.all(contexts.map(each => each.watch()));
  console.log('Watching; Ctrl+C ends it.');
} else {
  for (const product of products) {
    const [entry = ''] = /** @type {string[]} */ (product.entryPoints);
    if (!existsSync(`${root}/${entry}`)) throw new Error(`${entry} is missing.`);
    await build({ ...common, ...product });
    console.log(
      `${String(product.outfile).padEnd(28)} ${(statSync(`${root}/${product.outfile}`).size / 1024).toFixed(0)} KB`,
    );
  }
}
