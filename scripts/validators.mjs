// Compiles client/schemas into the code that validates what crosses a boundary: `npm run validators`. With `--check`
// nothing is written, and the exit code is 1 where the code is not that of the schemas.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inClone } from './lib/paths.mjs';
import { main } from './lib/steps.mjs';

const target = inClone('client/src/adapters/keeper/validators.mjs');

/** @param {string} name @returns {Record<string, any>} */
const schema = name => JSON.parse(readFileSync(inClone('client/schemas', name), 'utf8'));

/** @returns {Promise<string>} */
async function code() {
  const { default: Ajv } = await import('ajv');
  const { default: standalone } = await import('ajv/dist/standalone/index.js');
  const keeper = schema('keeper.json');
  const options = { schemas: [schema('record.json'), keeper], messages: false, inlineRefs: false };
  const ajv = new Ajv({
    ...options,
    strictRequired: false,
    allowUnionTypes: true,
    strictTypes: false,
    code: { source: true, esm: true },
  });
  const names = Object.keys(keeper.definitions).filter(
    name => !['process', 'processes', 'portStates'].includes(name),
  );
  const exports = Object.fromEntries(names.map(name => [name, `keeper.json#/definitions/${name}`]));
  return `// Made by scripts/validators.mjs of client/schemas. Do not edit.\n${standalone(ajv, exports)}\n`;
}

await main(async () => {
  const args = process.argv.slice(2);
  if (args.some(arg => arg !== '--check')) {
    console.error('Usage: npm run validators [-- --check]');
    return 2;
  }
  const made = await code();
  if (!args.includes('--check')) {
    writeFileSync(target, made);
    return 0;
  }
  if (existsSync(target) && readFileSync(target, 'utf8') === made) return 0;
  console.error('The validators are not those of client/schemas. Run: npm run validators');
  return 1;
});
