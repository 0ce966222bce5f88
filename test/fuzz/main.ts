/** `npm run fuzz -- --edits N --seed S`: prints what did not hold and keeps its texts in out/fuzz. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz } from './run';

const root = process.env['FUZZ_ROOT'] ?? process.cwd();
const { values } = parseArgs({
  options: {
    edits: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const edits = Number(values.edits);
const seed = Number(values.seed);
if (!Number.isSafeInteger(edits) || edits < 1 || !Number.isSafeInteger(seed)) {
  console.error('Usage: npm run fuzz -- [--edits N] [--seed S]');
  process.exit(2);
}
const folder = join(root, 'out/fuzz');
const start = performance.now();
const { files, failures } = fuzz({
  edits,
  seed,
  root,
  progress: done => {
    if (done % 20_000 === 0)
      console.log(`${done} edits, ${((performance.now() - start) / 1000).toFixed(0)} s`);
  },
  failed: ({ edit, file, text, previous, error }) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${seed}-${edit}.yaml`), text);
    writeFileSync(join(folder, `${seed}-${edit}.before.yaml`), previous);
    console.error(`edit ${edit} of ${file}: ${error.stack ?? error.message}\n`);
  },
});
console.log(`${edits} edits of ${files} files with seed ${seed}: ${failures.length} failures`);
process.exitCode = failures.length === 0 ? 0 : 1;
