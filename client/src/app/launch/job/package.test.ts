import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { keeperOf } from '../../../../../test/support/keeper';
import { packJob } from './package';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
const script = join(folder, 'run');
const config = { file: join(folder, 'server_config.yaml'), name: 'server_config.yaml' };
const keeper = keeperOf(join(folder, 'state'));
const { signal } = new AbortController();

beforeEach(() => {
  rmSync(script, { recursive: true, force: true });
  mkdirSync(join(script, 'own', '__pycache__'), { recursive: true });
  writeFileSync(config.file, 'applications: []\n');
  writeFileSync(join(script, 'server.py'), 'import own\n');
  writeFileSync(join(script, 'own', '__init__.py'), '# 模型\n');
});
afterAll(() => {
  keeper.dispose();
  rmSync(folder, { recursive: true });
});

/** Names and contents, as Python reads the package: Ray does. */
function unpacked(bytes: Uint8Array): Record<string, string> {
  const program = `import io, json, sys, zipfile
archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
print(json.dumps({name: archive.read(name).decode() for name in archive.namelist()}))`;
  const output = execFileSync('python3', ['-c', program], { input: bytes, encoding: 'utf8' });
  return JSON.parse(output) as Record<string, string>;
}

it('has the configuration alone', async () => {
  const { name, bytes } = await packJob(keeper, 'python3', { config }, signal);
  expect(unpacked(bytes)).toEqual({ 'server_config.yaml': 'applications: []\n' });
  expect(name).toMatch(/^_ray_pkg_[0-9a-f]{32}\.zip$/);
  // The same files at another time.
  utimesSync(config.file, 1, 1);
  expect((await packJob(keeper, 'python3', { config }, signal)).name).toBe(name);
  writeFileSync(config.file, 'applications: [a]\n');
  expect((await packJob(keeper, 'python3', { config }, signal)).name).not.toBe(name);
});

it('has the folder of a script without what is no module', async () => {
  mkdirSync(join(script, 'venv'));
  writeFileSync(join(script, 'venv', 'pyvenv.cfg'), '');
  writeFileSync(join(script, '.env'), 'HF_TOKEN=secret');
  writeFileSync(join(script, 'own', '__pycache__', 'x.pyc'), '');
  symlinkSync('../server_config.yaml', join(script, 'linked.yaml'));
  symlinkSync('.', join(script, 'loop'));
  execFileSync('mkfifo', [join(script, 'pipe')]);
  const { bytes } = await packJob(keeper, 'python3', { config, folder: script }, signal);
  expect(unpacked(bytes)).toEqual({
    'linked.yaml': 'applications: []\n',
    'own/__init__.py': '# 模型\n',
    'server.py': 'import own\n',
    'server_config.yaml': 'applications: []\n',
  });
});

it('refuses what is too large, and names the largest file', async () => {
  writeFileSync(join(script, 'weights.bin'), Buffer.alloc(3 * 1024 * 1024));
  const limits = { mostBytes: 2 * 1024 * 1024, mostFiles: 10 };
  const pack = packJob(keeper, 'python3', { config, folder: script }, signal, limits);
  await expect(pack).rejects.toThrow(
    `The files of ${script} have 3.0 MB, and a Ray Job gets 2.0 MB at most. The largest is weights.bin with 3.0 MB.`,
  );
  for (let each = 0; each < 10; each += 1) writeFileSync(join(script, `m${each}.py`), '');
  await expect(packJob(keeper, 'python3', { config, folder: script }, signal, limits)).rejects.toThrow(
    `${script} has too many files for a Ray Job, which gets 10 at most.`,
  );
});

it('reports a file that cannot be read', async () => {
  const gone = { file: join(folder, 'gone.yaml'), name: 'gone.yaml' };
  await expect(packJob(keeper, 'python3', { config: gone }, signal)).rejects.toThrow(
    /could not be packed: FileNotFoundError: .*gone\.yaml/,
  );
});
