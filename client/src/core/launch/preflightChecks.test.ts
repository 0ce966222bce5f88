import { describe, expect, it } from 'vitest';
import type { PreflightCheck } from './view';
import {
  clusterCheck,
  configCheck,
  findingsCheck,
  interpreterChecks,
  otherApplicationsCheck,
  portCheck,
  versionCheck,
} from './preflightChecks';
import { plain, text } from '../text/text';

const good = {
  python: '3.11.7',
  ray: '2.60.0',
  twinkle: '0.5.1',
  tinker: '0.16.1',
  modules: ['ray', 'twinkle', 'tinker'],
};
const outcomes = (checks: readonly PreflightCheck[]) => checks.map(({ id, outcome }) => `${id} ${outcome}`);
const words = ({ detail, remedy }: PreflightCheck) =>
  [detail, remedy].map(each => (each === undefined ? '' : plain(each)));

describe('interpreterChecks', () => {
  it('tell versions', () => {
    const checks = interpreterChecks('/venv/bin/python', good);
    expect(outcomes(checks)).toEqual(['interpreter ok', 'ray ok', 'twinkle ok', 'tinker ok']);
    expect(checks.map(check => words(check)[0])).toEqual(['Python 3.11.7', '2.60.0', '0.5.1', '0.16.1']);
  });

  it('tell what to install', () => {
    const checks = interpreterChecks('/venv/bin/python', {
      python: '3.11.7',
      modules: [],
      tinkerError: "ModuleNotFoundError: No module named 'tinker'",
    });
    expect(outcomes(checks)).toEqual(['interpreter ok', 'ray failed', 'twinkle failed', 'tinker failed']);
    expect(words(checks[1] ?? clusterCheck(1))[1]).toBe(
      "Run: /venv/bin/python -m pip install 'ray[default,serve]'",
    );
    expect(words(checks[3] ?? clusterCheck(1))[0]).toContain("No module named 'tinker'");
  });

  it('take a checkout without metadata for installed', () => {
    const { python, tinker } = good;
    const checks = interpreterChecks('p', { python, tinker, modules: ['ray', 'twinkle', 'tinker'] });
    expect(outcomes(checks)).toEqual(['interpreter ok', 'ray ok', 'twinkle ok', 'tinker ok']);
  });

  it('skip the rest where the interpreter does not run', () => {
    const checks = interpreterChecks('p', { failure: text('ENOENT') });
    expect(outcomes(checks)).toEqual([
      'interpreter failed',
      'ray skipped',
      'twinkle skipped',
      'tinker skipped',
    ]);
  });
});

describe('versionCheck', () => {
  it.each([
    [{ ray: '2.60.0', python: '3.11.7' }, 'ok'],
    [{ ray: '2.58.0', python: '3.11.7' }, 'failed'],
    [{ ray: '2.60.0', python: '3.12.1' }, 'failed'],
    // May be allowed by an environment variable.
    [{ ray: '2.60.0', python: '3.11.2' }, 'warning'],
    [{}, 'ok'],
    [undefined, 'skipped'],
  ] as const)('%j: %s', (cluster, outcome) => {
    expect(versionCheck(good, cluster).outcome).toBe(outcome);
  });
});

describe('configCheck', () => {
  it('repeats what the loader says, in one sentence', () => {
    const stderr = `error: invalid configuration
2 validation errors for ServerConfig
applications.1.backend
  Field required [type=missing, input_value={'model_id': 'x'}, input_type=dict]
    For further information visit https://errors.pydantic.dev/2.14/v/missing
applications.1.backnd
  Extra inputs are not permitted [type=extra_forbidden, input_value='mock', input_type=str]
`;
    const check = configCheck({ code: 2, stdout: '', stderr });
    expect(check.outcome).toBe('failed');
    expect(words(check)[0]).toBe('applications.1.backend: Field required');
    const malformed = configCheck({
      code: 2,
      stdout: '',
      stderr: 'error: Malformed YAML in F: while scanning\n  "F", line 3\n',
    });
    expect(words(malformed)[0]).toBe('Malformed YAML in F: while scanning "F", line 3');
    expect(words(configCheck({ code: 1, stdout: '', stderr: 'odd\nlast words\n' }))[0]).toBe('last words');
  });

  it('is skipped for a version that has no such command', () => {
    expect(configCheck(undefined).outcome).toBe('skipped');
    expect(configCheck({ code: 0, stdout: 'ok', stderr: '' }).outcome).toBe('ok');
    expect(configCheck({ failure: text('did not finish within 120 s') }).outcome).toBe('failed');
  });
});

describe('portCheck', () => {
  const facts = { host: '0.0.0.0', port: 8000, free: false, ownServe: false };
  it.each([
    [{ ...facts, free: true }, 'ok'],
    [{ ...facts, ownServe: true }, 'ok'],
    [facts, 'failed'],
    [{ ...facts, host: '127.0.0.1' }, 'warning'],
  ])('%j: %s', (given, outcome) => {
    expect(portCheck(given).outcome).toBe(outcome);
  });

  it('names the holder', () => {
    expect(words(portCheck({ ...facts, holder: 'nginx -g daemon' }))[0]).toBe(
      'It is used by: nginx -g daemon',
    );
  });
});

describe('the other checks', () => {
  it('let only applications of others warn', () => {
    const running = (name: string) => ({ name, status: 'RUNNING', deployments: [] });
    expect(otherApplicationsCheck([], []).outcome).toBe('ok');
    expect(otherApplicationsCheck([running('a')], ['a']).outcome).toBe('ok');
    expect(otherApplicationsCheck(undefined, []).outcome).toBe('skipped');
    expect(words(otherApplicationsCheck([running('a'), running('b')], ['a']))[0]).toMatch(/: b$/);
  });

  it('count living nodes', () => {
    expect(clusterCheck(3).outcome).toBe('ok');
    expect(clusterCheck(0).outcome).toBe('failed');
    expect(clusterCheck(3, false).outcome).toBe('failed');
    expect(words(clusterCheck({ what: text('refused') }))).toEqual([
      'refused',
      'Stop the cluster and start it again.',
    ]);
    const token = clusterCheck({
      what: text('refused'),
      remedy: text('Enter the token.'),
      actions: [{ kind: 'setRayToken' }],
    });
    expect(words(token)).toEqual(['refused', 'Enter the token.']);
    expect(token.actions).toEqual([{ kind: 'setRayToken' }]);
  });

  it('warn of errors that the editor found', () => {
    expect(findingsCheck({ errors: [], warnings: 4 }).outcome).toBe('ok');
    expect(findingsCheck({ errors: [{ line: 1, message: 'm' }], warnings: 0 }).outcome).toBe('warning');
    expect(findingsCheck(undefined).outcome).toBe('skipped');
  });
});
