// `npm run demo`: installs what is needed and opens the product on a sample workspace.
// `npm run demo -- --check`: drives that same demo without a screen, from a mistake to a running server and back.
import { bootstrap } from './lib/bootstrap.mjs';
import { locked } from './lib/lock.mjs';
import { inClone, node24, root } from './lib/paths.mjs';
import { bundledProgram } from './lib/products.mjs';
import { endedByInterrupt, shown } from './lib/run.mjs';
import { main, seconds } from './lib/steps.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const unknown = args.filter(arg => arg !== '--check');
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(' ')}\nUsage: npm run demo [-- --check]`);
    return 2;
  }
  const start = Date.now();
  const env = { ...(await bootstrap(new Set(['python', 'editor', 'package']))), TWINKLE_ROOT: root };
  if (!args.includes('--check')) {
    const serve = await bundledProgram('test/editor/demo/serve.ts', 'out/demo/serve.mjs');
    endedByInterrupt();
    return locked(inClone('out', 'demo', 'serve'), async () => (await shown([node24, serve], { env })) ?? 1, {
      busy: 'The demo of this clone is open already; Ctrl+C where it runs ends it.',
    });
  }
  const check = await bundledProgram('test/editor/demo/check.ts', 'out/demo/check.mjs');
  const code = await locked(
    inClone('out', 'demo', 'check'),
    () => shown([node24, check], { env, limitMs: 30 * 60_000 }),
    { busy: 'Another check of the demo runs in this clone.' },
  );
  console.log(`npm run demo -- --check: ${seconds(start)} in all.`);
  return code ?? 1;
});
