/**
 * schemas/<version>.json alone, as an editor with nothing but JSON Schema uses it: it agrees with the loader about
 * configurations, and where it does not about mutants, the reason is one that it has no words for.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { configurations } from '../configs/configurations';
import { examples, root } from '../lsp/exampleFiles';
import { compileSchema, loadPlainly } from './schemaAlone';
import { mutants, sources } from './sources';
import { loaderAnswers, loaderVersions, type Answer } from './verdicts';

/** What the loader hands on unread, and the schema describes all the same: such a file fails at deploy. */
const handedOn =
  /^\/applications\/\d+\/(?:args\/(?:device_group|device_mesh|adapter_config|engine_args)|deployments\/0)(?:\/|$)/;

/** An interpolation in the place of a list or a mapping, or a union in which a schema above repeats the error. */
function isExplained({ instancePath, keyword, params }: ErrorObject, value: unknown): boolean {
  if (handedOn.test(instancePath) || ['if', 'anyOf', 'allOf'].includes(keyword)) return true;
  // Where `args` may be empty, the other half of that union repeats what is wrong inside of them.
  if (instancePath.endsWith('/args') && keyword === 'type' && params['type'] === 'null') return true;
  const node = instancePath
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
  return typeof node === 'string' && node.includes('${');
}

const configs = configurations(root);
const changed = mutants('structural', sources(root), 600, 5);
let answers: readonly Answer[] = [];
// All at once, since each start of the loaders takes seconds.
beforeAll(async () => {
  answers = await loaderAnswers([...configs.map(({ text }) => text), ...changed]);
});

describe.each(loaderVersions)('schemas/%s.json', version => {
  const validate = compileSchema(root, `${version}.json`);

  it('agrees with the loader about all configurations', () => {
    const seen = { accepted: 0, refused: 0 };
    const different: unknown[] = [];
    for (const [index, { file, text }] of configs.entries()) {
      const value = loadPlainly(text);
      if (value === undefined) continue;
      const verdict = answers[index]?.refusals[version];
      const isGood = validate(value);
      if (verdict === null) {
        seen.accepted += 1;
        const errors = (validate.errors ?? []).filter(error => !isExplained(error, value));
        if (errors.length > 0) different.push([file, errors]);
      } else if (verdict?.loc !== undefined && verdict.loc.length > 0) {
        seen.refused += 1;
        if (isGood) different.push([file, verdict]);
      }
    }
    expect(different).toEqual([]);
    expect(seen.accepted).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(75);
  });

  it('refuses nothing that the loader takes and the server can start with', () => {
    const wrong: unknown[] = [];
    const seen = { both: 0, missed: 0, refused: 0 };
    for (const [index, text] of changed.entries()) {
      const value = loadPlainly(text);
      if (value === undefined) continue;
      const isGood = validate(value);
      if (answers[configs.length + index]?.refusals[version] !== null)
        seen[isGood ? 'missed' : 'refused'] += 1;
      else if (isGood) seen.both += 1;
      else {
        const errors = (validate.errors ?? []).filter(error => !isExplained(error, value));
        if (errors.length > 0)
          wrong.push(errors.map(e => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`));
      }
    }
    expect(wrong).toEqual([]);
    expect(seen.both).toBeGreaterThan(50);
    // Interpolations that lead nowhere, keys that are no text, tags, and what looks at several fields.
    console.info(`schemas/${version}.json: of ${seen.missed + seen.refused} bad files ${seen.missed} pass.`);
    expect(seen.missed).toBeLessThan(seen.refused / 5);
  });

  it('takes interpolations and the texts that the loader makes numbers of', () => {
    const application = (args: object): object => ({
      applications: [{ name: 'a', import_path: 'server', args }],
    });
    for (const port of ['${oc.env:PORT,8000}', '9000', ' 7 ', true])
      expect(validate({ http_options: { port } }), String(port)).toBe(true);
    for (const port of ['nine', '2.5', null])
      expect(validate({ http_options: { port } }), String(port)).toBe(false);
    expect(validate({ telemetry: { enabled: 'Yes' } })).toBe(true);
    expect(validate({ persistence: { mode: '${mode}' } })).toBe(true);
    expect(validate({ persistence: { mode: 'radis' } })).toBe(false);
    expect(validate(application({ server_config: { expiration_timeout: '1e3' } }))).toBe(true);
    expect(validate(application({ server_config: { expiration_timeout: 'long' } }))).toBe(false);
  });
});

describe('examples', () => {
  const files = (pattern: string): string[] => globSync(pattern, { cwd: examples }).sort();
  it.each([
    ...files('{demo,server-guide/0.5.1/*}/server_config*.yaml').map(file => [file, '0.5.1.json']),
    ...files('**/twinkle_cluster*.yaml').map(file => [file, 'twinkle_cluster.json']),
  ])('%s is accepted by %s', (file, schema) => {
    const validate = compileSchema(root, schema);
    void validate(loadPlainly(readFileSync(join(examples, file), 'utf8')));
    expect(validate.errors).toBeNull();
  });
});
