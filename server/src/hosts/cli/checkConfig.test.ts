/** Options files as a hostile clone may hold them. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cpuTime } from '../../../../test/support/cpuTime';
import { readCheckConfig } from './checkConfig';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-options-'));
  mkdirSync(join(folder, '.git'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
};
const read = () => readCheckConfig(folder, undefined);
const manifest = (options: string) => `{"name": "x", "twinkle-check": ${options}}`;

describe('twinkle-check.yaml', () => {
  it('may be as large as its bound, and takes no longer for many keys', () => {
    const keys = Array.from({ length: 6_000 }, (_, index) => `k${index}: 1\n`).join('');
    write('twinkle-check.yaml', keys);
    const taken = cpuTime(() => {
      expect(read).toThrow(/^twinkle-check\.yaml:1:1: 'k0' is not one of/);
    });
    // With each key compared with all others it takes many times as long.
    expect(taken).toBeLessThan(2_000);
    write('twinkle-check.yaml', keys.repeat(2));
    expect(read).toThrow('twinkle-check.yaml: is larger than 64 KB');
  });

  it.each([
    ['lists', '['.repeat(30_000)],
    ['closed lists', `exclude: ${'['.repeat(15_000)}${']'.repeat(15_000)}`],
    ['items', '- '.repeat(15_000)],
    ['keys', '? '.repeat(15_000)],
  ])('with too many %s in one another ends in words', (_, text) => {
    write('twinkle-check.yaml', text);
    expect(read).toThrow(/^twinkle-check\.yaml:1:\d+: is nested too deeply$/);
  });

  it.each([
    ['exclude: [a]\nfail-on: error\nexclude: [b]\n', "3:1: 'exclude' is set twice"],
    ['rules:\n  unknown-key: off\n  unknown-key: error\n', "3:3: 'unknown-key' is set twice"],
  ])('says each thing once: %j', (text, words) => {
    write('twinkle-check.yaml', text);
    expect(read).toThrow(`twinkle-check.yaml:${words}`);
  });
});

describe('package.json', () => {
  it('with options is read', () => {
    write('package.json', manifest('{"exclude": ["old"]}'));
    expect(read()).toEqual({ exclude: ['old'], folder });
    write('package.json', manifest('{"exclude": ["old"], "exclude": []}'));
    expect(read).toThrow("package.json:1:53: 'exclude' is set twice");
  });

  it('that is a folder, or large and without options, is none of ours', () => {
    mkdirSync(join(folder, 'package.json'));
    expect(read()).toEqual({ exclude: [], folder });
    rmSync(join(folder, 'package.json'), { recursive: true });
    for (const bytes of [2 ** 21, 2 ** 30]) {
      write('package.json', '{}');
      truncateSync(join(folder, 'package.json'), bytes);
      expect(read()).toEqual({ exclude: [], folder });
    }
  });

  it('that is large and has options is refused', () => {
    write('package.json', `${manifest('{}')}${' '.repeat(2 ** 20)}`);
    expect(read).toThrow('package.json: is larger than 1 MB');
  });
});
