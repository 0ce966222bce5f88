/** `npm run configs`: writes the configurations that are generated, to look at one that a test names. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generated } from './generated/generate';

const root = process.env['CONFIGS_ROOT'] ?? process.cwd();
for (const { file, text } of generated()) {
  const path = join(root, 'out', 'configs', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
console.log(`Written to ${join(root, 'out', 'configs')}.`);
