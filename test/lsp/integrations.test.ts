/** The GitHub Action and the pre-commit hook of this repository, run as those programs run them. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (name: string): unknown => parse(readFileSync(join(root, name), 'utf8'));

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { using: string; steps: { shell: string; env: Record<string, string>; run: string }[] };
}
interface Hook {
  id: string;
  language: string;
  entry: string;
  files: string;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-action-'));
  writeFileSync(join(folder, 'server_config.yaml'), 'ray_namespce: x\napplications: []\n');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The step of the action as a runner does it: expressions replaced, the script by bash with -e and pipefail. */
function runAction(inputs: Record<string, string>) {
  const action = read('action.yml') as Action;
  const [step] = action.runs.steps;
  const values: Record<string, string> = { 'github.action_path': root };
  for (const [name, input] of Object.entries(action.inputs))
    values[`inputs.${name}`] = inputs[name] ?? input.default;
  const env = Object.entries(step?.env ?? {}).map(([name, value]) => [
    name,
    value.replace(
      /\$\{\{ *([\w.-]+) *\}\}/g,
      (_, expression: string) => values[expression] ?? `unknown ${expression}`,
    ),
  ]);
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step?.run ?? ''],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...(Object.fromEntries(env) as Record<string, string>) },
    },
  );
  return { status, stdout, stderr };
}

describe('the GitHub Action', () => {
  it('fails with a command for each finding, and writes SARIF beside', () => {
    const { status, stdout, stderr } = runAction({ 'sarif-file': 'found.sarif' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^::error file=server_config\.yaml,line=1,.*title=unknown-key::/);
    expect(stdout).toContain('::warning file=server_config.yaml,line=2,');
    expect(status).toBe(1);
    const log = JSON.parse(readFileSync(join(folder, 'found.sarif'), 'utf8')) as {
      runs: { results: unknown[] }[];
    };
    expect(log.runs[0]?.results).toHaveLength(2);
  });

  it('takes several paths, and severities', () => {
    writeFileSync(join(folder, 'other config.yaml'), 'applications: []\n');
    expect(runAction({ path: 'other config.yaml' })).toMatchObject({ status: 0 });
    expect(runAction({ path: 'other config.yaml', 'fail-on': 'warning' })).toMatchObject({ status: 1 });
    expect(runAction({ path: 'other config.yaml\nserver_config.yaml' }).stdout.split('\n')).toHaveLength(4);
    expect(runAction({ path: 'missing.yaml', 'sarif-file': 'found.sarif' })).toMatchObject({ status: 2 });
  });
});

describe('the pre-commit hook', () => {
  const [hook] = read('.pre-commit-hooks.yaml') as Hook[];

  it('is a program that takes files', () => {
    const entry = join(root, hook?.entry ?? '');
    accessSync(entry, constants.X_OK);
    expect(hook?.language).toBe('script');
    const { status, stdout } = spawnSync(entry, ['server_config.yaml'], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toContain('server_config.yaml:1:1 error unknown-key');
    expect(status).toBe(1);
  });

  it('is asked for the files that the editor knows', () => {
    const pattern = new RegExp(hook?.files ?? '');
    for (const name of [
      'server_config.yaml',
      'a/server_config_gpu.yml',
      'twinkle_cluster.yaml',
      'b/twinkle_cluster-2.yml',
    ])
      expect(name).toMatch(pattern);
    for (const name of ['config.yaml', 'my_server_config.yaml', 'server_config.yaml.bak'])
      expect(name).not.toMatch(pattern);
  });
});
