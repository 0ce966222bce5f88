/** `twinkle-check` for other programs: SARIF, workflow commands, differences, options from files, pages of rules. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'server/dist/check.js');
const sarifSchema = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
    'utf8',
  ),
) as object;

const good = 'applications:\n  - {name: s, route_prefix: /api/v1, import_path: server, args: {}}\n';
/** Two mistakes; the first has a certain fix. */
const bad = good.replace('applications', 'http_options:\n  hots: 1.2.3.4\nray_namespce: x\napplications');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-check-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function run(args: string[], input = '', cwd = folder) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

describe('--format sarif', () => {
  it('is valid SARIF 2.1.0 with the places that the JSON tells', () => {
    write('a b/server_config.yaml', bad);
    write('server_config.yaml', good);
    const { status, stdout } = run(['--format', 'sarif']);
    expect(status).toBe(1);
    const log = JSON.parse(stdout) as {
      runs: {
        results: { ruleId: string; level: string; locations: unknown[] }[];
        tool: { driver: { rules: { id: string }[] } };
      }[];
    };
    const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
      sarifSchema,
    );
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true);
    // The same check on something that is no SARIF, since a check that cannot fail proves nothing.
    expect(validate({ ...log, runs: [{ results: [{ message: 'x' }] }] })).toBe(false);
    const [only] = log.runs;
    expect(only?.tool.driver.rules.map(({ id }) => id)).toEqual(['unknown-key']);
    expect(only?.results.map(({ level }) => level)).toEqual(['error', 'error']);
    expect(only?.results[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20b/server_config.yaml' },
          region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 7 },
        },
      },
    ]);
  });
});

describe('--format github', () => {
  it('is a command for each finding, its text escaped', () => {
    write('a,b.yaml', bad);
    expect(run(['--format', 'github', 'a,b.yaml']).stdout.split('\n')).toEqual([
      "::error file=a%2Cb.yaml,line=2,endLine=2,col=3,endColumn=6,title=unknown-key::Unknown key 'hots': did you mean 'host'?",
      "::error file=a%2Cb.yaml,line=3,endLine=3,col=1,endColumn=12,title=unknown-key::Unknown key 'ray_namespce': did you mean 'ray_namespace'?",
      '',
    ]);
  });
});

describe('words of a file', () => {
  // In quotes, YAML takes escapes; a CI runner takes lines that begin with `::` for commands.
  const keys = ['\\e[2J', '\\a', '\\x9b1m', '\\r\\n::error::owned', '\\u2028'];
  const hostile = `${keys.map(key => `"${key}": 1\n`).join('')}::error::line: 1\n${good}`;
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028]/;

  it.each(['text', 'github', 'json', 'sarif'])('print no control character as %s', format => {
    write('a\u001b\n::error::b/server_config.yaml', hostile);
    const { status, stdout } = run(['--format', format]);
    expect(status).toBe(1);
    expect(stdout).not.toMatch(controls);
    const commands = stdout.split('\n').filter(line => /^\s*::/.test(line));
    expect(commands.length).toBe(format === 'github' ? keys.length + 1 : 0);
    for (const command of commands) expect(command).toMatch(/^::error file=[^,]*,line=\d+,/);
  });

  it('begin no line of a problem or of what was fixed', () => {
    write('a\n::error::b/server_config.yaml', bad);
    const { stderr } = run(['--fix', '.', 'no\n::error::file']);
    expect(stderr.trimEnd().split('\n')).toEqual(
      stderr
        .trimEnd()
        .split('\n')
        .filter(line => line.startsWith('twinkle-check: ')),
    );
    expect(stderr).toContain('fixed, 2 lines written');
    expect(stderr).toContain('no\ufffd::error::file');
    expect(run(['--config', 'no\n::error::file']).stderr).toMatch(/^twinkle-check: .*\n$/);
  });
});

describe('--fix', () => {
  it('fixes what is certain, in the file, and reports what is left', () => {
    write('server_config.yaml', `${bad}nonsense: 1\n`);
    const { status, stdout, stderr } = run(['--fix']);
    expect(readFileSync(join(folder, 'server_config.yaml'), 'utf8')).toBe(
      `${bad.replace('hots', 'host').replace('ray_namespce', 'ray_namespace')}nonsense: 1\n`,
    );
    expect(stderr).toBe('twinkle-check: server_config.yaml: fixed, 2 lines written\n');
    expect(stdout).toMatch(/nonsense[\s\S]*1 file: 1 error\n$/);
    expect(status).toBe(1);
  });

  it('with --dry-run writes nothing and prints a difference that patch takes', () => {
    write('deep/server_config.yaml', bad);
    const { status, stdout } = run(['--fix', '--dry-run']);
    expect(status).toBe(1);
    expect(readFileSync(join(folder, 'deep/server_config.yaml'), 'utf8')).toBe(bad);
    const patched = spawnSync('patch', ['-p1'], { cwd: folder, input: stdout, encoding: 'utf8' });
    expect(patched.stderr + patched.stdout).toContain('patching file deep/server_config.yaml');
    expect(run([]).status).toBe(0);
    expect(run(['--fix', '--dry-run'])).toMatchObject({ status: 0, stdout: '' });
  });

  it('with --dry-run says what no certain fix removes', () => {
    write('server_config.yaml', 'nonsense: 1\ntelemetry: {}\n');
    expect(run(['--fix', '--dry-run'])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'twinkle-check: 1 finding without a safe fix; run without --fix to see them\n',
    });
  });

  it('keeps line breaks, byte order mark, permissions and links, and leaves nothing beside', () => {
    const windows = `\ufeff${bad.replaceAll('\n', '\r\n')}`;
    write('real.yaml', windows);
    chmodSync(join(folder, 'real.yaml'), 0o640);
    symlinkSync('real.yaml', join(folder, 'server_config.yaml'));
    const patch = run(['--fix', '--dry-run']).stdout;
    write('copy/real.yaml', windows);
    const applied = spawnSync('git', ['apply', '-p1', '--unsafe-paths'], {
      cwd: join(folder, 'copy'),
      input: patch.replaceAll('server_config.yaml', 'real.yaml'),
      encoding: 'utf8',
    });
    expect(applied.stderr).toBe('');
    const fixed = windows.replace('hots', 'host').replace('ray_namespce', 'ray_namespace');
    expect(readFileSync(join(folder, 'copy/real.yaml'), 'utf8')).toBe(fixed);
    expect(run(['--fix']).status).toBe(0);
    expect(readFileSync(join(folder, 'real.yaml'), 'utf8')).toBe(fixed);
    expect(statSync(join(folder, 'real.yaml')).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, 'server_config.yaml')).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['copy', 'real.yaml', 'server_config.yaml']);
  });

  it('writes through no link out of the folder that is named', () => {
    write('outside.yaml', bad);
    write('clone/inside/real.yaml', bad);
    symlinkSync('../../outside.yaml', join(folder, 'clone/inside/server_config.yaml'));
    symlinkSync('inside/real.yaml', join(folder, 'clone/server_config.yaml'));
    const refusal =
      /^twinkle-check: \S+: not written: leads to \S+\/outside\.yaml, outside of \S+; pass that file to fix it$/m;
    for (const [args, cwd] of [
      [['clone'], folder],
      [['.'], join(folder, 'clone')],
      [['inside/server_config.yaml'], join(folder, 'clone')],
      [[join(folder, 'clone/inside/server_config.yaml')], import.meta.dirname],
    ] as const) {
      const { status, stderr } = run(['--fix', ...args], '', cwd);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(refusal) as string });
    }
    expect(readFileSync(join(folder, 'outside.yaml'), 'utf8')).toBe(bad);
    expect(readFileSync(join(folder, 'clone/inside/real.yaml'), 'utf8')).toContain('host:');
    expect(run(['--fix', '../outside.yaml'], '', join(folder, 'clone')).status).toBe(0);
    expect(readFileSync(join(folder, 'outside.yaml'), 'utf8')).toContain('host:');
  });

  it('leaves a file alone that is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(bad), Buffer.from([0xff, 0x0a])]);
    writeFileSync(join(folder, 'server_config.yaml'), bytes);
    run(['--fix']);
    expect(readFileSync(join(folder, 'server_config.yaml')).equals(bytes)).toBe(true);
  });
});

describe('options from a file', () => {
  it('are those of the nearest twinkle-check.yaml or package.json; the command line wins', () => {
    write('server_config.yaml', bad);
    write('twinkle-check.yaml', 'rules:\n  unknown-key: off\n');
    mkdirSync(join(folder, 'sub'));
    write('sub/server_config.yaml', bad);
    expect(run([]).status).toBe(0);
    expect(run(['.'], '', join(folder, 'sub')).status).toBe(0);
    expect(run(['--no-config']).status).toBe(1);
    write(
      'sub/package.json',
      '{"name": "x", "twinkle-check": {"rules": {"unknown-key": "warning"}, "fail-on": "warning"}}',
    );
    expect(run(['.'], '', join(folder, 'sub')).stdout).toMatch(/2 warnings\n$/);
    expect(run(['.'], '', join(folder, 'sub')).status).toBe(1);
    expect(run(['--fail-on', 'error'], '', join(folder, 'sub')).status).toBe(0);
    expect(run(['--config', '../twinkle-check.yaml'], '', join(folder, 'sub')).stdout).toMatch(
      /no findings\n$/,
    );
  });

  it.each([
    [
      'fail-on: fatal\n',
      "twinkle-check.yaml:1:1: fail-on: 'fatal' is not one of error, warning, information, hint",
    ],
    [
      'exclude: [a]\nrulez: {}\n',
      "twinkle-check.yaml:2:1: 'rulez' is not one of fail-on, twinkle-version, exclude, rules",
    ],
    ['rules: [\n', 'twinkle-check.yaml:'],
    [
      'rules:\n  mesh-worldsize: off\n',
      "twinkle-check.yaml:1:1: unknown rule 'mesh-worldsize': did you mean 'mesh-world-size'?",
    ],
    ['- a\n', "twinkle-check.yaml:1:1: 'twinkle-check' must be a mapping"],
  ])('%j is refused with its place', (text, message) => {
    write('server_config.yaml', good);
    write('twinkle-check.yaml', text);
    const { status, stderr } = run([]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('a folder', () => {
  it('is searched as Git sees it, without what the options exclude', () => {
    for (const path of ['a', 'out', 'deep/kept', 'deep/gone', 'old'])
      write(`${path}/server_config.yaml`, good);
    mkdirSync(join(folder, '.git'));
    write('.gitignore', 'out/\ndeep/*\n!deep/kept\n');
    write('deep/.gitignore', 'gone\n');
    write('twinkle-check.yaml', 'exclude: [old]\n');
    const paths = (args: string[], cwd = folder) =>
      (
        JSON.parse(run(['--format', 'json', ...args], '', cwd).stdout) as { files: { path: string }[] }
      ).files.map(file => file.path);
    expect(paths([])).toEqual(['a/server_config.yaml', 'deep/kept/server_config.yaml']);
    expect(paths(['.'], join(folder, 'deep'))).toEqual(['kept/server_config.yaml']);
    // What is named is checked.
    expect(paths(['out/server_config.yaml'])).toEqual(['out/server_config.yaml']);
  });
});

describe('the language of messages', () => {
  const messages = (args: string[], environment: Record<string, string>) =>
    spawnSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], ...environment },
    }).stdout;

  it('is that of the environment for people, English for programs, and what is asked for in each', () => {
    write('server_config.yaml', bad);
    const chinese = /\p{Script=Han}/u;
    expect(messages([], { LANG: 'zh_CN.UTF-8' })).toMatch(chinese);
    expect(messages([], { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' })).not.toMatch(chinese);
    expect(messages(['--locale', 'en'], { LANG: 'zh_CN.UTF-8' })).not.toMatch(chinese);
    for (const format of ['json', 'sarif', 'github']) {
      expect(messages(['--format', format], { LANG: 'zh_CN.UTF-8' })).not.toMatch(chinese);
      expect(messages(['--format', format, '--locale', 'zh-CN'], {})).toMatch(chinese);
    }
  });
});

describe('pages', () => {
  const codes = readdirSync(join(root, 'docs/rules'))
    .filter(name => name.endsWith('.md') && name !== 'README.md')
    .map(name => name.replace(/\.md$/, ''))
    .sort();

  it('--list-rules names each rule once, with its severity', () => {
    const lines = run(['--list-rules']).stdout.trimEnd().split('\n');
    expect(lines.map(line => line.split(' ')[0])).toEqual(codes);
    for (const line of lines) expect(line).toMatch(/^\S+ +(?:error|warning|information|hint)/);
    const translated = run(['--list-rules', '--locale', 'zh-CN']).stdout.trimEnd().split('\n');
    expect(translated.map(line => line.split(' ')[0])).toEqual(codes);
    for (const line of translated) expect(line).toMatch(/^\S+ +(?:错误|警告|信息|提示)/);
  });

  it('--explain prints the page of a rule, and knows no other', () => {
    expect(run(['--explain', 'yaml-tab']).stdout).toBe(
      readFileSync(join(root, 'docs/rules/yaml-tab.md'), 'utf8'),
    );
    expect(run(['--explain', 'nonsense'])).toMatchObject({ status: 2, stdout: '' });
    expect(run(['--explain', 'yaml-tab', '--locale', 'zh-CN']).stdout).toBe(
      readFileSync(join(root, 'docs/rules/zh-cn/yaml-tab.md'), 'utf8'),
    );
    expect(run(['--explain', 'mesh-word-size']).stderr).toContain("did you mean 'mesh-world-size'?");
  });
});
