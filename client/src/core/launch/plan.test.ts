import { describe, expect, it } from 'vitest';
import { defaultOptions, type LaunchOptions } from './options/options';
import { checkConfigCommand, endpointOf, launchCommand, type LaunchPlanInput } from './plan';

const input: LaunchPlanInput = {
  python: '/venv/bin/python',
  configFile: '/project/server_config.yaml',
  rayAddress: '10.0.0.1:6379',
  auth: 'token',
  workFolder: '/state/logs',
  env: { HF_HOME: '/data/hf' },
  secrets: { RAY_AUTH_TOKEN: 'ray-token:x' },
};
const withOptions = (options: Partial<LaunchOptions>, twinkleVersion?: string): LaunchPlanInput => ({
  ...input,
  options: { ...defaultOptions, ...options },
  ...(twinkleVersion === undefined ? {} : { twinkleVersion }),
});
const words = (plan: LaunchPlanInput) => launchCommand(plan).argv.join(' ');

describe('launchCommand', () => {
  it('joins the recorded cluster and no other, sees no card, and names secrets only', () => {
    const command = launchCommand(input);
    expect(command.argv.join(' ')).toBe(
      '/venv/bin/python -m twinkle.server launch --config /project/server_config.yaml',
    );
    // Not beside the configuration, whose Python files every worker would import.
    expect(command.cwd).toBe('/state/logs');
    expect(command.env).toMatchObject({
      RAY_ADDRESS: '10.0.0.1:6379',
      RAY_AUTH_MODE: 'token',
      TWINKLE_TRUST_REMOTE_CODE: '0',
      HF_HOME: '/data/hf',
      PYTHONSAFEPATH: '1',
    });
    expect(command.env).not.toHaveProperty('TWINKLE_TELEMETRY_ENABLED');
    expect(command.unset).toEqual(
      expect.arrayContaining(['CUDA_VISIBLE_DEVICES', 'ASCEND_RT_VISIBLE_DEVICES']),
    );
    expect(command.secrets).toEqual({ RAY_AUTH_TOKEN: 'ray-token:x' });
  });

  it('takes neither the address nor a card from the cluster file', () => {
    const env = { RAY_ADDRESS: 'elsewhere:1', CUDA_VISIBLE_DEVICES: '0' };
    expect(launchCommand({ ...input, env }).env).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
    expect(launchCommand({ ...input, env }).env).toMatchObject({ RAY_ADDRESS: '10.0.0.1:6379' });
  });

  it('gives the variables of the options to itself and to every worker, after those of the cluster file', () => {
    const environment = {
      TWINKLE_FAIL_FAST: '0',
      HF_HOME: '/other',
      TWINKLE_SERVER_CONFIG: '/other.yaml',
      RAY_BACKEND_LOG_LEVEL: 'debug',
    };
    const { env } = launchCommand(withOptions({ environment, trustRemoteCode: true, queueMetrics: true }));
    expect(env).toMatchObject({
      TWINKLE_FAIL_FAST: '0',
      HF_HOME: '/data/hf',
      TWINKLE_TRUST_REMOTE_CODE: '1',
      TWINKLE_TELEMETRY_ENABLED: '1',
      RAY_BACKEND_LOG_LEVEL: 'debug',
      RAY_OVERRIDE_JOB_RUNTIME_ENV: '1',
    });
    expect(env).not.toHaveProperty('TWINKLE_SERVER_CONFIG');
    expect(JSON.parse(env['RAY_JOB_CONFIG_JSON_ENV_VAR'] ?? '')).toEqual({
      runtime_env: { env_vars: { TWINKLE_FAIL_FAST: '0', TWINKLE_TRUST_REMOTE_CODE: '1' } },
    });
  });

  it('keeps the meaning of a relative search path of Python', () => {
    const env = { PYTHONPATH: '/a:./src:../kit:' };
    expect(launchCommand({ ...input, env }).env['PYTHONPATH']).toBe('/a:/project/src:/project/../kit');
  });

  it.each([
    ['0.5.1', {}, '-m twinkle.server launch --config F'],
    ['0.5.1', { namespace: 'n', logLevel: 'DEBUG' }, '-m twinkle.server launch --config F --namespace=n'],
    ['0.4.0', { way: 'twinkle-server' }, '/venv/bin/twinkle-server launch --config F'],
    [
      '0.3.0',
      { namespace: 'n', logLevel: 'DEBUG' },
      '-m twinkle.server --config F --namespace=n --log-level DEBUG',
    ],
    ['0.1', {}, '-m twinkle.server --config F'],
    // One that is named, and not chosen.
    ['0.5.1', { script: '/project/server.py' }, '-m twinkle.server launch --config F'],
  ] as const)('of twinkle-kit %s with %j: %s', (version, options, expected) => {
    expect(words(withOptions(options, version))).toBe(
      `/venv/bin/python ${expected.replace('F', input.configFile)}`,
    );
  });

  it('runs a script as in a terminal, and tells it what was chosen', () => {
    const plan = withOptions({ way: 'script', script: '/project/run/server.py', namespace: 'n' });
    const { argv, cwd, env, unset } = launchCommand(plan);
    expect(argv).toEqual(['/venv/bin/python', '/project/run/server.py']);
    expect(cwd).toBe('/project/run');
    expect(env).toMatchObject({
      TWINKLE_SERVER_CONFIG: '/project/server_config.yaml',
      TWINKLE_RAY_NAMESPACE: 'n',
      RAY_ADDRESS: '10.0.0.1:6379',
    });
    // It imports what is beside it.
    expect(env).not.toHaveProperty('PYTHONSAFEPATH');
    expect(unset).toContain('PYTHONSAFEPATH');
    expect(unset).not.toContain('TWINKLE_SERVER_CONFIG');
  });
});

describe('checkConfigCommand', () => {
  it.each([
    ['0.5.1', true],
    ['0.4.0', true],
    ['1.0.0', true],
    ['0.3.0', false],
    ['0.1.3', false],
    [undefined, true],
  ])('of twinkle-kit %s is there: %s', (version, has) => {
    const given = version === undefined ? input : { ...input, twinkleVersion: version };
    expect(checkConfigCommand(given) !== undefined).toBe(has);
    expect(launchCommand(given).argv.includes('launch')).toBe(has);
  });
});

describe('endpointOf', () => {
  it.each([
    [{ host: '0.0.0.0', port: 8000 }, '/api/v1', 'http://localhost:8000/api/v1'],
    [{ host: '127.0.0.1', port: 80 }, '/', 'http://127.0.0.1:80'],
    [{ host: '::1', port: 8000 }, undefined, 'http://[::1]:8000'],
  ])('%j %s: %s', (http, prefix, url) => {
    expect(endpointOf(http, prefix)).toBe(url);
  });
});
