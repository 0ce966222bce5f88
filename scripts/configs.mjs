// `npm run configs`: writes the generated configurations of the tests. Plain Node with built-ins only at the start.
import { bootstrap } from './lib/bootstrap.mjs';
import { node24, root } from './lib/paths.mjs';
import { bundledProgram } from './lib/products.mjs';
import { shown } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  const env = await bootstrap(new Set());
  const bundle = await bundledProgram('test/configs/main.ts', 'out/configs/main.mjs');
  return (await shown([node24, bundle], { env: { ...env, CONFIGS_ROOT: root } })) ?? 1;
});
