// `npm run fuzz -- --edits N --seed S`: random edits of configurations. Plain Node with built-ins only at the start.
import { bootstrap } from './lib/bootstrap.mjs';
import { node24, root } from './lib/paths.mjs';
import { bundledProgram } from './lib/products.mjs';
import { shown } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  const env = await bootstrap(new Set());
  const bundle = await bundledProgram('test/fuzz/main.ts', 'out/fuzz/main.mjs');
  return (await shown([node24, bundle, ...process.argv.slice(2)], { env: { ...env, FUZZ_ROOT: root } })) ?? 1;
});
