/**
 * schemas/environment.json against the installed twinkle-kit: what it describes is read there, and what is read there
 * is described, but for what Twinkle sets for itself.
 */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { root } from '../lsp/exampleFiles';

const { properties } = JSON.parse(readFileSync(join(root, 'schemas', 'environment.json'), 'utf8')) as {
  properties: Readonly<Record<string, unknown>>;
};

/** Variables by which processes of Twinkle speak to each other, and one of a client's programs. */
const internal = new Set([
  'TWINKLE_MODE',
  'TWINKLE_NAME',
  'TWINKLE_NOTIFIER',
  'TWINKLE_SESSION_ID',
  // The name in the package is TWINKLE_NPU_GATED_RMSNorm_FP32, a switch of one kernel for debugging.
  'TWINKLE_NPU_GATED_RMSN',
]);

let read: ReadonlySet<string>;
beforeAll(() => {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  if (python === undefined) {
    throw new Error('TWINKLE_TEST_PYTHON must name an interpreter with twinkle-kit 0.5.1; npm test sets it.');
  }
  const script =
    'import importlib.util as u; print(u.find_spec("twinkle").submodule_search_locations[0], end="")';
  const { stdout } = spawnSync(python, ['-c', script], { encoding: 'utf8' });
  const files = globSync('**/*.py', { cwd: stdout });
  const sources = files.map(file => readFileSync(join(stdout, file), 'utf8'));
  const names = sources.flatMap(source =>
    [...source.matchAll(/['"](TWINKLE_[A-Z_]*[A-Z])/g)].map(([, name]) => name),
  );
  read = new Set(names.filter(name => name !== undefined));
});

it('each variable of Twinkle that is described is read', () => {
  const described = Object.keys(properties).filter(name => name.startsWith('TWINKLE_'));
  expect(described.length).toBeGreaterThan(20);
  expect(described.filter(name => !read.has(name))).toEqual([]);
});

it('each variable that is read is described', () => {
  expect([...read].filter(name => !(name in properties) && !internal.has(name)).sort()).toEqual([]);
});
