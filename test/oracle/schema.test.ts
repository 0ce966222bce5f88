/**
 * schemas/<version>.json against the packages of each version. Where one of these fails after an update of twinkle-kit or ray:
 * run `npm run schemas`, which names each field that came or went; describe what is new in schemas/annotations/, take
 * out what is gone, look at the difference and commit it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../lsp/exampleFiles';
import { readSchema, type JsonSchema } from '../../server/src/schema/table/readSchema';
import { fieldTable } from '../../server/src/schema/table/table';
import { plainOurs, plainTheirs, type Schema } from './plainSchema';
import { loaderVersions } from './verdicts';

const advice = 'Upstream moved: run `npm run schemas` and follow what it says, then commit the difference.';

interface Parameter {
  readonly required?: boolean;
  readonly default?: unknown;
}

interface Probe {
  readonly versions: Readonly<Record<string, string>>;
  readonly serverConfig: Schema & { readonly $defs: Readonly<Record<string, Schema>> };
  readonly signatures: Readonly<Record<string, Readonly<Record<string, Parameter>>>>;
  readonly rayActorOptions: readonly string[];
}

const python = process.env['TWINKLE_TEST_PYTHON'];
const releases = process.env['TWINKLE_TEST_RELEASES'];

interface Compared {
  readonly version: string;
  readonly probe: Probe;
  readonly ours: Schema;
}

/** Filled before the tests run. */
const compared = new Map<string, Compared>();

const of = (version: string): Compared => {
  const found = compared.get(version);
  if (found === undefined) throw new Error(`${version} was not probed.`);
  return found;
};
const definition = (version: string, name: string): Schema => of(version).ours.definitions?.[name] ?? {};

beforeAll(() => {
  if (python === undefined || releases === undefined)
    throw new Error(
      'TWINKLE_TEST_PYTHON must name an interpreter with twinkle-kit 0.5.1 and TWINKLE_TEST_RELEASES the folder of earlier releases; npm test sets both.',
    );
  for (const version of loaderVersions) {
    const first = version === '0.5.1' ? {} : { PYTHONPATH: join(releases, `twinkle-kit==${version}`) };
    const { stdout, stderr, status } = spawnSync(python, [join(root, 'scripts', 'lib', 'schema_probe.py')], {
      encoding: 'utf8',
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, ...first },
    });
    expect(status, stderr).toBe(0);
    const ours = JSON.parse(readFileSync(join(root, 'schemas', `${version}.json`), 'utf8')) as Schema;
    compared.set(version, { version, probe: JSON.parse(stdout) as Probe, ours });
  }
});

describe.each(loaderVersions)('the schema of %s', version => {
  it('is of that version', () => {
    expect(of(version).probe.versions, advice).toMatchObject({ 'twinkle-kit': version });
  });

  it('says of every checked field what the package says: name, type, default, values, range, required', () => {
    const { $defs, ...top } = of(version).probe.serverConfig;
    expect(plainOurs(of(version).ours), advice).toEqual(plainTheirs(top));
    for (const [name, theirs] of Object.entries($defs)) {
      const expected = plainTheirs(theirs);
      // The loader fills `args` before it looks whether it is there (application_spec.py).
      const required = expected.required.filter(key => name !== 'ApplicationSpec' || key !== 'args');
      expect(plainOurs(definition(version, name)), `${name}. ${advice}`).toEqual({ ...expected, required });
    }
  });

  it('chooses the arguments by import_path as the package does', () => {
    const kinds = (definition(version, 'ApplicationSpec').allOf ?? []).map(({ if: condition, then }) => [
      condition?.properties?.['import_path']?.const,
      JSON.stringify(then?.properties?.['args']).replace(/.*definitions\/(\w+).*/, '$1'),
    ]);
    expect(kinds).toEqual([
      ['server', 'ServerArgs'],
      ['model', 'ModelArgs'],
      ['sampler', 'SamplerArgs'],
      ['processor', 'ProcessorArgs'],
    ]);
  });

  describe('keyword arguments', () => {
    it.each([
      'DeviceGroup',
      'DeviceMeshSizes',
      'DeviceMeshArray',
      'AdapterConfig',
      'EngineArgs',
      'DeploymentOptions',
    ])('%s has the parameters of the signature', name => {
      const parameters = Object.entries(of(version).probe.signatures[name] ?? {});
      const own = definition(version, name);
      const hidden = new Set(own['x-twinkle']?.hidden);
      const keys = parameters.map(([key]) => key);
      expect([...Object.keys(own.properties ?? {}), ...hidden].sort(), advice).toEqual([...keys].sort());
      const needed = parameters.filter(([key, { required }]) => required === true && !hidden.has(key));
      expect(own.required ?? [], advice).toEqual(needed.map(([key]) => key));
      for (const [key, parameter] of parameters) {
        // The sampler sets this one itself, whatever the signature says (vllm_sampler.py).
        if (hidden.has(key) || parameter.default === undefined || key === 'tensor_parallel_size') continue;
        expect(own.properties?.[key]?.default, `${name}.${key}. ${advice}`).toEqual(parameter.default);
      }
    });

    it('ray_actor_options has the keys that Ray Serve allows', () => {
      expect(Object.keys(definition(version, 'RayActorOptions').properties ?? {}).sort(), advice).toEqual([
        ...of(version).probe.rayActorOptions,
      ]);
    });
  });

  it('is what the one table says of that version', () => {
    const own = readSchema(of(version).ours as JsonSchema, version);
    expect(fieldTable(version).root).toEqual(own);
  });
});

it('is what `npm run schemas` makes', () => {
  const made = spawnSync(process.execPath, [join(root, 'scripts', 'schemas.mjs'), '--check'], {
    encoding: 'utf8',
    env: process.env,
  });
  expect(made.status, `${made.stderr}${advice}`).toBe(0);
});
