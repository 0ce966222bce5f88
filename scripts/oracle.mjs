// `npm run oracle -- --count N --seed S [--version V]`: our verdicts beside those of the loaders of twinkle-kit;
// with `--grammar` beside OmegaConf alone, about short texts over YAML's grammar.
// Plain Node with built-ins only: it runs before anything is installed.
import { bootstrap } from './lib/bootstrap.mjs';
import { node24, root } from './lib/paths.mjs';
import { bundledProgram } from './lib/products.mjs';
import { shown } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  // An interpreter that is named already is taken as it is.
  const python = process.env['TWINKLE_TEST_PYTHON'];
  /** @type {import('./lib/bootstrap.mjs').Need[]} */
  const needs = process.argv.includes('--grammar') ? [] : ['loaders'];
  const env = await bootstrap(new Set(python ? needs : ['python', ...needs]));
  const bundle = await bundledProgram('test/oracle/main.ts', 'out/oracle/main.mjs');
  return (
    (await shown([node24, bundle, ...process.argv.slice(2)], { env: { ...env, ORACLE_ROOT: root } })) ?? 1
  );
});
