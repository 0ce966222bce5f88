import { describe, expect, it } from 'vitest';
import { readArguments } from './checkArguments';

describe('readArguments', () => {
  it('searches the current folder by default', () => {
    expect(readArguments([])).toEqual({
      kind: 'check',
      arguments: { targets: ['.'], format: 'text', fix: 'no' },
    });
  });

  it('reads every option, in any order, with = or a blank, and - as a target', () => {
    expect(
      readArguments(['-', 'a.yaml', '--format=json', '--fail-on', 'hint', '--twinkle-version', '0.5.0']),
    ).toEqual({
      kind: 'check',
      arguments: {
        targets: ['-', 'a.yaml'],
        format: 'json',
        fix: 'no',
        failOn: 'hint',
        twinkleVersion: '0.5.0',
      },
    });
  });

  it('takes names that begin with a dash after --', () => {
    expect(readArguments(['--', '--odd.yaml'])).toMatchObject({ arguments: { targets: ['--odd.yaml'] } });
  });

  it('knows help and version', () => {
    expect(readArguments(['--help', '--format', 'nonsense'])).toEqual({ kind: 'help' });
    expect(readArguments(['--version'])).toEqual({ kind: 'version' });
  });

  it('tells writing from showing, and a file of options from none', () => {
    expect(readArguments(['--fix', '--dry-run', '-'])).toMatchObject({ arguments: { fix: 'show' } });
    expect(readArguments(['--fix', '--config', 'x.yaml'])).toMatchObject({
      arguments: { fix: 'write', config: 'x.yaml' },
    });
    expect(readArguments(['--no-config'])).toMatchObject({ arguments: { config: false } });
    expect(readArguments(['--locale', 'zh-CN'])).toMatchObject({ arguments: { locale: 'zh-CN' } });
    expect(readArguments(['--explain', 'yaml-tab'])).toEqual({ kind: 'explain', code: 'yaml-tab' });
    expect(readArguments(['--explain', 'yaml-tab', '--locale', 'zh'])).toEqual({
      kind: 'explain',
      code: 'yaml-tab',
      locale: 'zh',
    });
    expect(readArguments(['--list-rules', '--locale', 'zh'])).toEqual({ kind: 'list', locale: 'zh' });
    expect(readArguments(['--list-rules'])).toEqual({ kind: 'list' });
    expect(readArguments(['--launch-env'])).toMatchObject({ arguments: { launchEnv: true } });
  });

  it.each([
    [['--unknown'], /--unknown/],
    [['--format', 'xml'], /--format: 'xml' is not one of text, json, sarif, github/],
    [['--fail-on', 'fatal'], /--fail-on: 'fatal' is not one of error, warning, information, hint/],
    [['--fail-on'], /fail-on/],
    [['--dry-run'], /--dry-run goes with --fix/],
    [['--fix', '-'], /cannot write standard input/],
    [['--twinkle-version', 'new'], /--twinkle-version: 'new' is not a version/],
  ])('refuses %j', (args, problem) => {
    const command = readArguments(args);
    expect(command.kind).toBe('usage');
    if (command.kind === 'usage') expect(command.problem).toMatch(problem);
  });
});
