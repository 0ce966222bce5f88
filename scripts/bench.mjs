// Measures the language server and the checker beside their peers: `npm run bench`, or `-- --quick` for a trial.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = `${root}/out/bench/main.mjs`;

await import('./build.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['test/bench/main.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  packages: 'external',
  logLevel: 'warning',
});
const child = spawn(process.execPath, [bundle, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, BENCH_ROOT: root },
});
const [code] = await once(child, 'exit');
process.exitCode = code ?? 1;
