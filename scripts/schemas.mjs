// npm run schemas: makes schemas/<version>.json from what each twinkle-kit (with the installed ray) accepts and from
// our own words about it (schemas/annotations), and schemas/old/<version>.json from the builder functions of the
// releases before 0.4.0, which had no schema. Options: --python PATH (else TWINKLE_TEST_PYTHON, else the cached
// environment), --check (writes nothing; fails if a file would change).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inClone } from './lib/paths.mjs';
import { pythonEnvironment } from './lib/python.mjs';
import { earlierReleases } from './lib/releases.mjs';
import { captured } from './lib/run.mjs';
import { mergedSchema, readAnnotations } from './lib/schemaMerge.mjs';

const { values } = parseArgs({
  options: { python: { type: 'string' }, check: { type: 'boolean', default: false } },
});
const skip = () => {};
const python = values.python ?? process.env.TWINKLE_TEST_PYTHON ?? (await pythonEnvironment(skip));
const releases = process.env.TWINKLE_TEST_RELEASES ?? (await earlierReleases(python, skip));
const notes = readAnnotations();

/** The installed release, and those that lie beside it. */
const earlier = ['0.5.0', '0.4.0'].map(version => path.join(releases, `twinkle-kit==${version}`));
// One after another: each import takes seconds of a whole core.
let isGood = true;
for (const folder of [undefined, ...earlier]) isGood = (await schemaOf(folder)) && isGood;
for (const [version, built] of await oldBuilders()) {
  const content = await formatted(JSON.stringify(built));
  isGood = kept(`schemas/old/${version}.json`, content) && isGood;
}
process.exitCode = isGood ? 0 : 1;

/** What releases share, under the first of them. @returns {Promise<Map<string, { versions: string[], builders: unknown }>>} */
async function oldBuilders() {
  const script = inClone('scripts', 'lib', 'builder_probe.py');
  const shared = new Map();
  for (const version of ['0.1', '0.1.1', '0.1.2', '0.1.3', '0.2.0', '0.2.1', '0.3.0']) {
    const printed = await captured([python, script, path.join(releases, `twinkle-kit==${version}`)]);
    if (printed === undefined) throw new Error(`The builders of ${version} could not be read.`);
    const same = shared.get(printed);
    if (same === undefined) shared.set(printed, { versions: [version], builders: JSON.parse(printed) });
    else same.versions.push(version);
  }
  return new Map([...shared.values()].map(group => [group.versions[0], group]));
}

/** @param {string} json */
async function formatted(json) {
  const prettier = await import('prettier');
  const options = await prettier.resolveConfig(inClone('schemas', 'old', 'x.json'));
  return prettier.format(json, { ...options, parser: 'json' });
}

/** @param {string | undefined} folder put before the installed release @returns {Promise<boolean>} */
async function schemaOf(folder) {
  const script = inClone('scripts', 'lib', 'schema_probe.py');
  const printed = await captured([python, script], folder === undefined ? {} : { PYTHONPATH: folder });
  if (printed === undefined) {
    console.error(
      `${folder ?? python} could not print its schema. Run ${python} scripts/lib/schema_probe.py to see why.`,
    );
    return false;
  }
  const probe = JSON.parse(printed);
  const content = `${JSON.stringify(mergedSchema(probe, notes), undefined, 2)}\n`;
  return kept(`schemas/${probe.versions['twinkle-kit']}.json`, content);
}

/** @param {string} name @param {string} content @returns {boolean} */
function kept(name, content) {
  if (!values.check) {
    mkdirSync(path.dirname(inClone(name)), { recursive: true });
    writeFileSync(inClone(name), content);
    console.log(`${name} written.`);
    return true;
  }
  if (readFileSync(inClone(name), 'utf8') === content) {
    console.log(`${name} is up to date.`);
    return true;
  }
  console.error(`${name} is out of date. Run \`npm run schemas\`, read the difference and commit it.`);
  return false;
}
