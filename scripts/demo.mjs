// `npm run demo`: installs what is needed and opens the product on a sample workspace.
// `npm run demo -- --check`: drives that same demo without a screen, from a mistake to a running server and back.
import { mkdirSync } from 'node:fs';
import { bootstrap } from './lib/bootstrap.mjs';
import { inClone, node24, root } from './lib/paths.mjs';
import { shown } from './lib/run.mjs';
import { main } from './lib/steps.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const unknown = args.filter(arg => arg !== '--check');
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(' ')}\nUsage: npm run demo [-- --check]`);
    return 2;
  }
  const env = await bootstrap(new Set(['python', 'editor', 'build', 'package']));
  const program = args.includes('--check') ? 'check' : 'serve';
  const bundle = inClone('out', 'demo', `${program}.mjs`);
  mkdirSync(inClone('out', 'demo'), { recursive: true });
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: [`test/editor/demo/${program}.ts`],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    logLevel: 'warning',
  });
  return (await shown([node24, bundle], { env: { ...env, TWINKLE_ROOT: root } })) ?? 1;
});
