import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, isOwn } from './compiledCode';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-compiled-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the folder of compiled code', () => {
  it.each([
    ['linux', { HOME: '/home/a' }, '/home/a/.cache/twinkle-language-server'],
    ['linux', { HOME: '/home/a', XDG_CACHE_HOME: '/fast' }, '/fast/twinkle-language-server'],
    ['linux', { HOME: '/home/a', XDG_CACHE_HOME: '' }, '/home/a/.cache/twinkle-language-server'],
    ['darwin', { HOME: '/Users/a' }, '/Users/a/Library/Caches/twinkle-language-server'],
    // Relative ones would be below whatever folder is checked.
    ['linux', { XDG_CACHE_HOME: 'cache' }, undefined],
    ['linux', { HOME: '' }, undefined],
    ['linux', {}, undefined],
    ['win32', {}, undefined],
  ] as const)('on %s with %j is %s', (platform, environment, expected) => {
    expect(cacheFolder(environment, platform)).toBe(expected);
  });

  it('is made for this user alone, and not used where others can write to it', () => {
    const own = join(folder, 'a/b');
    expect(isOwn(own)).toBe(true);
    expect(statSync(own).mode & 0o777).toBe(0o700);
    for (const mode of [0o777, 0o720, 0o702]) {
      chmodSync(own, mode);
      expect(isOwn(own)).toBe(false);
    }
    chmodSync(own, 0o755);
    expect(isOwn(own)).toBe(true);
  });

  it('is none where it cannot be made', () => {
    expect(isOwn('/dev/null/a')).toBe(false);
  });
});

describe('the checker', () => {
  const program = join(import.meta.dirname, '../../dist/check.js');
  const check = (args: readonly string[], environment: NodeJS.ProcessEnv = {}) => {
    return spawnSync(process.execPath, [program, ...args], {
      encoding: 'utf8',
      cwd: folder,
      input: 'applications: []\n',
      env: { PATH: process.env['PATH'], XDG_CACHE_HOME: join(folder, 'cache'), ...environment },
    });
  };
  const kept = () =>
    existsSync(join(folder, 'cache'))
      ? readdirSync(join(folder, 'cache'), { recursive: true, withFileTypes: true }).filter(each =>
          each.isFile(),
        )
      : [];
  it('keeps its code after a usual run, and finds the same with it', () => {
    const [first, second] = [check(['-']), check(['-'])];
    expect(first.stderr).toBe('');
    expect([second.stdout, second.stderr, second.status]).toEqual([first.stdout, '', first.status]);
    expect(first.stdout).toContain('no-applications');
    expect(kept()).toHaveLength(1);
  });

  it('replaces what is damaged, or of another build, and keeps the rest as it is', () => {
    const written = () => kept().map(({ parentPath, name }) => readFileSync(join(parentPath, name)))[0];
    const path = () => kept().map(({ parentPath, name }) => join(parentPath, name))[0] ?? '';
    check(['-']);
    const whole = written() ?? Buffer.alloc(0);
    expect(whole.length).toBeGreaterThan(100_000);
    const before = statSync(path()).ino;
    check(['-']);
    expect(statSync(path()).ino).toBe(before);
    const otherBuild = Buffer.from(whole);
    otherBuild.write('/');
    otherBuild.write('!', 1);
    const inTheMiddle = Buffer.from(whole);
    // Without a check of it, V8 crashes.
    for (let at = 1000; at < whole.length / 2 - 1000; at += 1000) inTheMiddle[at] = ~(whole[at] ?? 0) & 0xff;
    const cut = whole.subarray(0, whole.length / 2);
    for (const damaged of [cut, Buffer.alloc(whole.length), Buffer.alloc(0), otherBuild, inTheMiddle]) {
      writeFileSync(path(), damaged);
      expect(check(['-'])).toMatchObject({ status: 0, stderr: '' });
      expect(written()?.length).toBeGreaterThan(100_000);
      expect(written()?.equals(damaged)).toBe(false);
    }
  });

  it('keeps code that the next run can use, also after a run over many files', () => {
    for (let file = 0; file < 25; file += 1)
      writeFileSync(join(folder, `server_config_${file}.yaml`), 'applications: []\n');
    const inode = () => kept().map(({ parentPath, name }) => statSync(join(parentPath, name)).ino);
    expect(check(['.'])).toMatchObject({ status: 0, stderr: '' });
    const first = inode();
    expect(first).toHaveLength(1);
    expect(check(['.'])).toMatchObject({ status: 0, stderr: '' });
    check(['-']);
    expect(inode()).toEqual(first);
  });

  it('removes what was kept long ago, and keeps the rest', () => {
    check(['-']);
    const [own] = kept();
    if (own === undefined) throw new Error('nothing was kept');
    const { parentPath, name } = own;
    writeFileSync(join(parentPath, 'check-of_an_older_version'), '');
    writeFileSync(join(parentPath, 'server-in_use'), '');
    utimesSync(join(parentPath, 'check-of_an_older_version'), 0, 0);
    writeFileSync(join(parentPath, name), '');
    check(['-']);
    expect(
      kept()
        .map(each => each.name)
        .sort(),
    ).toEqual([name, 'server-in_use']);
  });

  it('keeps none of a run that is not usual, and none for a CI service or where it is unwanted', () => {
    check(['--help']);
    check(['-'], { CI: 'true' });
    check(['-'], { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(kept()).toEqual([]);
  });

  it('works where nothing can be kept', () => {
    mkdirSync(join(folder, 'cache/twinkle-language-server'), { recursive: true });
    chmodSync(join(folder, 'cache/twinkle-language-server'), 0o777);
    expect(check(['-'])).toMatchObject({ status: 0, stderr: '' });
    expect(kept()).toEqual([]);
  });

  it('ignores kept code that others can write to', () => {
    check(['-']);
    const [own] = kept();
    const path = join(own?.parentPath ?? '', own?.name ?? '');
    chmodSync(path, 0o666);
    expect(check(['-'])).toMatchObject({ status: 0, stderr: '' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
