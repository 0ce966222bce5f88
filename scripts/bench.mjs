// `npm run bench`: the language server and the checker beside their peers; `npm run bench -- --quick` for a trial.
// Plain Node with built-ins only: it runs before anything is installed.
import { bootstrap } from './lib/bootstrap.mjs';
import { node24, root } from './lib/paths.mjs';
import { bundledProgram } from './lib/products.mjs';
import { shown } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  // An interpreter that is named already is taken as it is, as a test run hands it on.
  const python = process.env['TWINKLE_TEST_PYTHON'];
  const env = await bootstrap(new Set(python ? ['build'] : ['python', 'build']));
  const bundle = await bundledProgram('test/bench/main.ts', 'out/bench/main.mjs');
  return (
    (await shown([node24, bundle, ...process.argv.slice(2)], { env: { ...env, BENCH_ROOT: root } })) ?? 1
  );
});
