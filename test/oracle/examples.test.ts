import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { benchmarkSizes, generateConfig } from '../bench/generator';
import { exampleFiles, examples, expectations } from '../lsp/exampleFiles';

/** Codes of findings by which we say that twinkle-kit 0.5.1 refuses the file. */
const loadCodes = /\b(missing-field|unknown-key)$/;

/** What `check-config` does, for many files in one process, since its import takes seconds. */
const verdictScript = `
import json, sys
from twinkle.server.config import ServerConfig
def verdict(path):
    try:
        ServerConfig.from_yaml(path)
    except Exception as error:
        return str(error)
    return 'ok'
print(json.dumps({path: verdict(path) for path in sys.argv[1:]}))
`;

const configs = exampleFiles.filter(file => file.includes('server_config'));
let folder = '';
let verdicts: Readonly<Record<string, string>> = {};

const generated = (size: number): string => join(folder, `server_config.${size}.yaml`);

beforeAll(async () => {
  const python = process.env['TWINKLE_TEST_PYTHON'];
  if (python === undefined)
    throw new Error('TWINKLE_TEST_PYTHON must name an interpreter with twinkle-kit 0.5.1.');
  folder = await mkdtemp(join(tmpdir(), 'twinkle-generated-'));
  for (const size of benchmarkSizes) await writeFile(generated(size), generateConfig(size));
  const files = [...configs.map(file => join(examples, file)), ...benchmarkSizes.map(generated)];
  const { stdout } = await promisify(execFile)(python, ['-c', verdictScript, ...files], { cwd: folder });
  verdicts = JSON.parse(stdout) as Record<string, string>;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(configs)('the loader of twinkle-kit 0.5.1 agrees about examples/%s', file => {
  const found = expectations
    .filter(({ twinkleVersion }) => twinkleVersion === undefined || twinkleVersion === '0.5.1')
    .flatMap(expectation => (expectation.file === file ? expectation.findings : []));
  const verdict = verdicts[join(examples, file)];
  if (found.some(finding => loadCodes.test(finding))) expect(verdict).toContain('ServerConfig');
  else expect(verdict).toBe('ok');
});

test.each(benchmarkSizes)(
  'the loader of twinkle-kit 0.5.1 accepts a generated file of %i applications',
  size => {
    expect(verdicts[generated(size)]).toBe('ok');
  },
);
