import { expect, it } from 'vitest';
import { plain, text } from '../../text/text';
import type { LaunchPlanInput } from '../plan';
import { defaultOptions, type LaunchOptions } from './options';
import { modulesIn } from './shadows';
import { wayChecks, type WayFacts } from './wayChecks';

const plan = (options: Partial<LaunchOptions>): LaunchPlanInput => ({
  python: '/venv/bin/python',
  configFile: '/p/server_config.yaml',
  rayAddress: '127.0.0.1:6379',
  auth: 'disabled',
  workFolder: '/state/logs',
  env: {},
  options: { ...defaultOptions, ...options },
});
const lines = (options: Partial<LaunchOptions>, facts: WayFacts | { failure: ReturnType<typeof text> }) =>
  wayChecks(plan(options), facts).map(({ id, outcome, detail }) =>
    [id, outcome, ...(detail === undefined ? [] : [plain(detail)])].join(' '),
  );
const facts: WayFacts = { twinkle: '0.5.1', files: [], shadows: [] };

it('says the command and whether code of models may run', () => {
  expect(lines({}, facts)).toEqual([
    'way ok /venv/bin/python -m twinkle.server launch --config /p/server_config.yaml, with TWINKLE_TRUST_REMOTE_CODE=0',
    'shadowed-packages ok',
  ]);
});

it.each<[Partial<LaunchOptions>, WayFacts, string]>([
  [{ way: 'script' }, facts, 'No script is chosen.'],
  [{ way: 'script', script: '/p/s.py' }, facts, 'There is no file /p/s.py.'],
  [{ way: 'twinkle-server' }, facts, 'There is no file /venv/bin/twinkle-server.'],
  [
    { way: 'twinkle-server' },
    { ...facts, twinkle: '0.3.0' },
    'twinkle-kit 0.3.0 has no program "twinkle-server".',
  ],
])('refuses %j', (options, known, expected) => {
  expect(lines(options, known)[0]).toBe(`way failed ${expected}`);
});

it('warns of each file that workers would import in place of a package', () => {
  const script = '/p/s.py';
  const shadows = modulesIn('/p', ['datasets.py', 'ray', 'README.md', 'not-a-module.py', 'test.py']);
  expect(shadows).toEqual([
    { name: 'datasets', file: '/p/datasets.py' },
    { name: 'ray', file: '/p/ray/__init__.py' },
  ]);
  const found = { ...facts, files: [script], shadows };
  expect(lines({ way: 'script', script }, found)[1]).toBe(
    'shadowed-packages warning Every worker would import these files in place of the modules datasets, ray: /p/datasets.py, /p/ray/__init__.py',
  );
  expect(lines({ way: 'script', script }, { ...found, shadows: shadows.slice(0, 1) })[1]).toBe(
    'shadowed-packages warning Every worker would import /p/datasets.py in place of the module datasets.',
  );
});

it('knows nothing where the interpreter does not run', () => {
  expect(lines({}, { failure: text('ENOENT') })).toEqual(['way skipped', 'shadowed-packages skipped']);
});
