import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { defaultOptions, type LaunchOptions } from '../options/options';
import type { LaunchPlanInput } from '../plan';
import { jobArgv, jobPackage, jobSubmission } from './plan';

function plan(options: Partial<LaunchOptions> = {}, more: Partial<LaunchPlanInput> = {}): LaunchPlanInput {
  return {
    python: '/venv/bin/python',
    twinkleVersion: '0.5.1',
    configFile: '/p/server_config.yaml',
    rayAddress: '127.0.0.1:6379',
    auth: 'token',
    workFolder: '/state/logs',
    env: { HF_HOME: '/data/hf', CLUSTER: '1' },
    secrets: { RAY_AUTH_TOKEN: 'ray' },
    options: { ...defaultOptions, way: 'ray-job', ...options },
    ...more,
  };
}

/** What a shell makes of the line, with a program in the place of the interpreter that tells it. */
function run(given: LaunchPlanInput): { readonly argv: string[]; readonly env: Record<string, string> } {
  const script = 'printf "%s\\0" "$@"; echo "==="; env -0';
  const line = jobSubmission(given, 'twinkle-1', '_ray_pkg_1.zip').entrypoint;
  const told = line.replace('/venv/bin/python', () => `sh -c '${script}' python`);
  expect(told).not.toBe(line);
  const output = execFileSync('sh', ['-c', told], {
    cwd: '/tmp',
    env: { PATH: process.env['PATH'], CUDA_VISIBLE_DEVICES: '0', CLUSTER: 'of the node' },
    encoding: 'utf8',
  });
  const [argv = '', env = ''] = output.split('===\n');
  const pairs = env
    .split('\0')
    .filter(each => each !== '')
    .map(each => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)] as const);
  return { argv: argv.split('\0').slice(0, -1), env: Object.fromEntries(pairs) };
}

function configOf(env: Record<string, string>): unknown {
  return JSON.parse(env['RAY_JOB_CONFIG_JSON_ENV_VAR'] ?? '');
}

const metadata = { job_submission_id: 'twinkle-1', job_name: 'twinkle-1' };

describe('a Ray Job', () => {
  it('is the command of the other ways, in the folder of its package', () => {
    const given = plan({ namespace: "it's mine", environment: { SOME: 'a b', RAY_DEDUP_LOGS: '0' } });
    expect(jobPackage(given)).toEqual({
      config: { file: '/p/server_config.yaml', name: 'server_config.yaml' },
    });
    const argv = [
      '-m',
      'twinkle.server',
      'launch',
      '--config',
      'server_config.yaml',
      "--namespace=it's mine",
    ];
    expect(jobArgv(given)).toEqual(['/venv/bin/python', ...argv]);
    const { argv: seen, env } = run(given);
    expect(seen).toEqual(argv);
    expect(env).toMatchObject({ PYTHONSAFEPATH: '1', TYPER_STANDARD_TRACEBACK: '1', RAY_DEDUP_LOGS: '0' });
    // From its node, and not from the command line.
    expect(env['CLUSTER']).toBe('of the node');
    expect(env).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
    expect(env).not.toHaveProperty('RAY_ADDRESS');
    // Workers get these, and no folder: `./outputs` would be in one that Ray removes.
    expect(configOf(env)).toEqual({
      runtime_env: { env_vars: { SOME: 'a b', TWINKLE_TRUST_REMOTE_CODE: '0' } },
      metadata,
    });
  });

  it('has its files, its variables, and time to end', () => {
    const { entrypoint, ...job } = jobSubmission(
      plan({ trustRemoteCode: true }),
      'twinkle-1',
      '_ray_pkg_1.zip',
    );
    expect(job).toEqual({
      id: 'twinkle-1',
      runtimeEnv: {
        working_dir: 'gcs://_ray_pkg_1.zip',
        env_vars: { TWINKLE_TRUST_REMOTE_CODE: '1', RAY_JOB_STOP_WAIT_TIME_S: '60' },
      },
    });
    // Anybody can read it.
    expect(entrypoint).not.toMatch(/HF_HOME|CLUSTER|RAY_AUTH_TOKEN/);
    expect(entrypoint.startsWith('exec env ')).toBe(true);
  });

  it.each([
    ['/p/server.py', 'server_config.yaml'],
    ['/p/run/server.py', '.twinkle/server_config.yaml'],
    ['/server.py', 'p/server_config.yaml'],
  ])('of the script %s has its folder, and finds the configuration as %s', (script, name) => {
    const given = plan({ way: 'ray-job-script', script, namespace: 'n' });
    const folder = script.slice(0, Math.max(1, script.lastIndexOf('/')));
    expect(jobPackage(given)).toEqual({ config: { file: '/p/server_config.yaml', name }, folder });
    const { argv, env } = run(given);
    expect(argv).toEqual(['server.py']);
    expect(env).toMatchObject({ TWINKLE_SERVER_CONFIG: `/tmp/${name}`, TWINKLE_RAY_NAMESPACE: 'n' });
    expect(env).not.toHaveProperty('PYTHONSAFEPATH');
    // Workers of every node import what is beside the script.
    expect(configOf(env)).toEqual({
      runtime_env: { env_vars: { TWINKLE_TRUST_REMOTE_CODE: '0' }, py_modules: ['gcs://_ray_pkg_1.zip'] },
      metadata,
    });
  });
});
