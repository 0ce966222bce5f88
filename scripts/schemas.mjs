// npm run schemas: makes schemas/<version>.json from what the installed twinkle-kit and ray accept and from our own
// words about it (schemas/annotations). Options: --python PATH (else TWINKLE_TEST_PYTHON, else the cached
// environment), --check (writes nothing; fails if the file would change).
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inClone } from './lib/paths.mjs';
import { pythonEnvironment } from './lib/python.mjs';
import { captured } from './lib/run.mjs';
import { mergedSchema, readAnnotations } from './lib/schemaMerge.mjs';

const { values } = parseArgs({
  options: { python: { type: 'string' }, check: { type: 'boolean', default: false } },
});
const python = values.python ?? process.env.TWINKLE_TEST_PYTHON ?? (await pythonEnvironment(() => {}));
const printed = await captured([python, inClone('scripts', 'lib', 'schema_probe.py')]);
if (printed === undefined) {
  console.error(
    `${python} could not tell its schema. Run it to see why:\n  ${python} scripts/lib/schema_probe.py`,
  );
  process.exit(1);
}
const probe = JSON.parse(printed);
const name = `schemas/${probe.versions['twinkle-kit']}.json`;
const content = `${JSON.stringify(mergedSchema(probe, readAnnotations()), undefined, 2)}\n`;
if (!values.check) {
  writeFileSync(inClone(name), content);
  console.log(`${name} written: twinkle-kit ${probe.versions['twinkle-kit']}, ray ${probe.versions.ray}.`);
} else if (readFileSync(inClone(name), 'utf8') === content) {
  console.log(`${name} is up to date.`);
} else {
  console.error(`${name} is out of date. Run \`npm run schemas\`, read the difference and commit it.`);
  process.exit(1);
}
