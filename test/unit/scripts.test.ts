import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'twinkle-scripts-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a module of the scripts in a process of its own, as `npm test` and `npm run demo` do. */
function script(code: string): { status: number | null; stdout: string; stderr: string } {
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

describe('npm test', () => {
  it.each([
    [['--only', 'unti'], 'Unknown group unti'],
    [['--onyl'], 'Usage: npm test'],
    [['--alone', '--both'], 'Usage: npm test'],
    [['--only'], 'Usage: npm test'],
  ])('refuses %j before it installs anything', (args, words) => {
    const result = spawnSync(process.execPath, ['scripts/test.mjs', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain(words);
    expect(result.stderr).toContain('lint, types, unit');
    expect(result.stdout).toBe('');
  });
});

describe('the cache', () => {
  it('names a folder by the content of its lock file', () => {
    const file = path.join(folder, 'lock.txt');
    const name = () =>
      script(
        `import {digest} from './scripts/lib/paths.mjs'; console.log(digest({files: [${JSON.stringify(file)}]}))`,
      ).stdout;
    writeFileSync(file, 'a==1\n');
    const first = name();
    writeFileSync(file, 'a==2\n');
    expect(name()).not.toBe(first);
    writeFileSync(file, 'a==1\n');
    expect(name()).toBe(first);
    expect(first).toMatch(/^[0-9a-f]{12}\n$/);
  });

  it('lets one builder in at a time', () => {
    const target = JSON.stringify(path.join(folder, 'part'));
    const { stdout } = script(`
      import {locked} from './scripts/lib/lock.mjs';
      const order = [];
      const work = name => locked(${target}, async () => { order.push(name + '-in'); await new Promise(r => setTimeout(r, 50)); order.push(name + '-out'); });
      await Promise.all([work('a'), work('b')]);
      console.log(order.map(step => step.slice(2)).join(' '));`);
    expect(stdout.trim()).toBe('in out in out');
  });

  it('says so instead of waiting, where asked', () => {
    const target = JSON.stringify(path.join(folder, 'busy'));
    const { stdout } = script(`
      import {locked} from './scripts/lib/lock.mjs';
      await locked(${target}, () => locked(${target}, async () => {}, {busy: 'busy here'})).catch(error => console.log(error.message));`);
    expect(stdout.trim()).toBe('busy here');
  });

  it('takes over from a builder that died', () => {
    const part = path.join(folder, 'dead');
    mkdirSync(`${part}.lock`);
    writeFileSync(`${part}.lock/owner`, '999999999 1');
    const { stdout } = script(
      `import {locked} from './scripts/lib/lock.mjs'; console.log(await locked(${JSON.stringify(part)}, async () => 'built'));`,
    );
    expect(stdout.trim()).toBe('built');
  });
});

describe('node packages', () => {
  const isInstalled = (wanted: unknown, installed: unknown) =>
    script(
      `import {isInstalledAsLocked} from './scripts/lib/nodePackages.mjs'; console.log(isInstalledAsLocked(${JSON.stringify(wanted)}, ${JSON.stringify(installed)}));`,
    ).stdout.trim();
  const a = { version: '1.0.0', integrity: 'sha512-a' };
  const b = { version: '2.0.0', integrity: 'sha512-b' };

  it.each([
    ['as locked', { '': {}, 'node_modules/a': a }, { 'node_modules/a': a }, 'true'],
    ['nothing', { 'node_modules/a': a }, {}, 'false'],
    ['another version', { 'node_modules/a': a }, { 'node_modules/a': b }, 'false'],
    ['one too many', { 'node_modules/a': a }, { 'node_modules/a': a, 'node_modules/b': b }, 'false'],
    [
      'one of another system',
      { 'node_modules/a': a, 'node_modules/b': { ...b, optional: true } },
      { 'node_modules/a': a },
      'true',
    ],
    ['no lock file', {}, {}, 'false'],
  ])('%s', (_, wanted, installed, expected) => {
    expect(isInstalled(wanted, installed)).toBe(expected);
  });
});

describe('without root or apt', () => {
  it('names the packages and the whole command', () => {
    const { stdout } = script(
      `import {byHand} from './scripts/lib/debian.mjs'; console.log(byHand(['neovim'], ['neovim'], 'you are not root').message);`,
    );
    expect(stdout).toContain('you are not root');
    expect(stdout).toContain('sudo apt-get install --no-install-recommends neovim');
  });
});

describe('a failing step', () => {
  it('shows the command, the end of its output and the log', () => {
    const { status, stderr, stdout } = script(`
      import {main, Steps} from './scripts/lib/steps.mjs';
      import {logged} from './scripts/lib/run.mjs';
      await main(() => new Steps(1).run('Something', () => logged(['sh', '-c', 'echo the reason; exit 3'], {log: 'unit-test'})));`);
    expect(status).toBe(1);
    expect(stdout).toContain('[1/1] Something');
    expect(stderr).toMatch(/exit code 3[\s\S]*the reason[\s\S]*unit-test\.log/);
    expect(stderr).not.toContain('    at ');
  });
});
