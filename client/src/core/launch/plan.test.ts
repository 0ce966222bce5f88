import { describe, expect, it } from 'vitest';
import { checkConfigCommand, endpointOf, launchCommand, type LaunchPlanInput } from './plan';

const input: LaunchPlanInput = {
  python: '/venv/bin/python',
  configFile: '/project/server_config.yaml',
  rayAddress: '10.0.0.1:6379',
  auth: 'token',
  trustRemoteCode: false,
  env: { HF_HOME: '/data/hf' },
  secrets: { RAY_AUTH_TOKEN: 'ray-token:x' },
};

describe('launchCommand', () => {
  it('joins the recorded cluster and no other, sees no card, and names secrets only', () => {
    const command = launchCommand(input);
    expect(command.argv.join(' ')).toBe(
      '/venv/bin/python -m twinkle.server launch --config /project/server_config.yaml',
    );
    expect(command.cwd).toBe('/project');
    expect(command.env).toMatchObject({
      RAY_ADDRESS: '10.0.0.1:6379',
      RAY_AUTH_MODE: 'token',
      TWINKLE_TRUST_REMOTE_CODE: '0',
      HF_HOME: '/data/hf',
    });
    expect(command.unset).toEqual(
      expect.arrayContaining(['CUDA_VISIBLE_DEVICES', 'ASCEND_RT_VISIBLE_DEVICES']),
    );
    expect(command.secrets).toEqual({ RAY_AUTH_TOKEN: 'ray-token:x' });
  });

  it('lets the cluster file decide on remote code, but not on the address', () => {
    const env = { TWINKLE_TRUST_REMOTE_CODE: '1', RAY_ADDRESS: 'elsewhere:1', CUDA_VISIBLE_DEVICES: '0' };
    expect(launchCommand({ ...input, env }).env).not.toHaveProperty('CUDA_VISIBLE_DEVICES');
    expect(launchCommand({ ...input, env }).env).toMatchObject({
      TWINKLE_TRUST_REMOTE_CODE: '1',
      RAY_ADDRESS: '10.0.0.1:6379',
    });
  });

  it.each([
    ['0.5.1', true],
    ['0.4.0', true],
    ['1.0.0', true],
    ['0.3.0', false],
    ['0.1.3', false],
    [undefined, true],
  ])('of twinkle-kit %s has sub-commands: %s', (version, has) => {
    const given = version === undefined ? input : { ...input, twinkleVersion: version };
    expect(launchCommand(given).argv.includes('launch')).toBe(has);
    expect(checkConfigCommand(given) !== undefined).toBe(has);
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
