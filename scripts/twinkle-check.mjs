#!/usr/bin/env node
// `twinkle-check` from a clone, for the pre-commit hook and the GitHub Action: installs and builds what it needs, then
// runs it with the arguments and in the folder that were given.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { nodePackages } from './lib/nodePackages.mjs';
import { inClone } from './lib/paths.mjs';
import { buildProducts } from './lib/products.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  const program = inClone('server/dist/check.js');
  if (!existsSync(program)) {
    await nodePackages();
    await buildProducts();
  }
  const child = spawn(process.execPath, [program, ...process.argv.slice(2)], { stdio: 'inherit' });
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', code => resolve(code ?? 1));
  });
});
