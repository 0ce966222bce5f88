import { describe, expect, it } from 'vitest';
import { absolutePath, folderOf } from '../../format/strings';
import { UserError } from '../../text/text';
import { choiceFrom, keptChoice } from './choice';
import { launchEnvironment } from './environment';
import { defaultOptions, trustIn, type LaunchOptions } from './options';

describe('launchEnvironment', () => {
  it('takes names and values', () => {
    const value = { HF_HOME: '/data/hf', TWINKLE_FAIL_FAST: '0', HF_TOKEN_PATH: '/run/token', EMPTY: '' };
    expect(launchEnvironment(value)).toEqual(value);
    expect(launchEnvironment(undefined)).toEqual({});
  });

  it.each([
    [{ HF_TOKEN: 'abc' }, /HF_TOKEN is a secret/],
    [{ REDIS: 'redis://user:pass@host' }, /REDIS is a secret/],
    [{ 'A=B': '1' }, /"A=B" cannot be the name/],
    [{ PORT: 1 }, /PORT is not a text/],
    [{ TWINKLE_TRUST_REMOTE_CODE: '1' }, /has a setting of its own: "twinkle.trustRemoteCode"/],
  ])('refuses %j, and does not repeat a value', (value, expected) => {
    expect(() => launchEnvironment(value)).toThrow(expected);
    expect(() => launchEnvironment(value)).toThrow(UserError);
    expect(() => launchEnvironment(value)).not.toThrow(/abc|pass@/);
  });
});

describe('a choice', () => {
  const settings: LaunchOptions = { ...defaultOptions, environment: { A: '1' }, script: '/p/server.py' };

  it('is the next one, with the environment of the settings', () => {
    const chosen: LaunchOptions = {
      ...settings,
      way: 'script',
      script: '/p/other.py',
      namespace: 'n',
      queueMetrics: true,
      trustRemoteCode: true,
      environment: { A: '2' },
    };
    const kept = JSON.parse(JSON.stringify(keptChoice(chosen))) as unknown;
    expect(kept).not.toHaveProperty('environment');
    expect(choiceFrom(kept, settings)).toEqual({
      ...chosen,
      environment: { A: '1' },
      trustRemoteCode: false,
    });
  });

  it.each([[undefined], ['x'], [{ way: 'rocket', queueMetrics: 'yes', logLevel: 'LOUD' }]])(
    'that cannot be read, %j, is as the settings say',
    kept => {
      expect(choiceFrom(kept, settings)).toEqual(settings);
    },
  );
});

it.each([
  ['server.py', '/p/server.py'],
  ['./run/server.py', '/p/run/server.py'],
  ['/srv/server.py', '/srv/server.py'],
])('the script %s of /p/server_config.yaml is %s', (script, path) => {
  expect(absolutePath(script, folderOf('/p/server_config.yaml'))).toBe(path);
});

it.each<[(string | undefined)[], boolean, boolean]>([
  [[], true, true],
  [[undefined], false, false],
  [[undefined, undefined], true, true],
  [['0', undefined], true, false],
  [['1', '0'], true, false],
  [['no', undefined], false, true],
])('with nodes that say %j and the setting %j remote code may run: %j', (said, setting, expected) => {
  const nodes = said.map(value => (value === undefined ? {} : { TWINKLE_TRUST_REMOTE_CODE: value }));
  expect(trustIn(nodes, setting)).toBe(expected);
});
