// `npm run bench`: the language server and the checker beside their peers; `npm run bench -- --quick` for a trial.
// `npm run bench -- --activation`: the activation of the extension beside one that does nothing.
// Plain Node with built-ins only: it runs before anything is installed.
import { bootstrap } from './lib/bootstrap.mjs';
import { node24, root } from './lib/paths.mjs';
import { bundledProgram } from './lib/products.mjs';
import { shown } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  const activation = process.argv.includes('--activation');
  // An interpreter that is named already is taken as it is, as a test run hands it on.
  const python = process.env['TWINKLE_TEST_PYTHON'];
  const env = await bootstrap(
    activation ? new Set(['editor', 'package']) : new Set(python ? ['build'] : ['python', 'build']),
  );
  const program = activation ? 'activation' : 'main';
  const bundle = await bundledProgram(`test/bench/${program}.ts`, `out/bench/${program}.mjs`);
  return (
    (await shown([node24, bundle, ...process.argv.slice(2)], { env: { ...env, BENCH_ROOT: root } })) ?? 1
  );
});
