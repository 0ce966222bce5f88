// Builds the products at their fixed places: the language server, the checker and the extension.
// `npm run build`, or `npm run build -- --watch`.
import { nodePackages } from './lib/nodePackages.mjs';
import { buildProducts, watchProducts } from './lib/products.mjs';
import { endedByInterrupt } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  if (args.some(arg => arg !== '--watch')) {
    console.error('Usage: npm run build [-- --watch]');
    return 2;
  }
  await nodePackages();
  if (!args.includes('--watch')) {
    console.log((await buildProducts()).join('\n'));
    return 0;
  }
  endedByInterrupt();
  await watchProducts();
  console.log('Watching; Ctrl+C ends it.');
  return 0;
});
