import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../../dist/check.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'twinkle-print-'));
  // Much more than a pipe holds.
  const lines = Array.from({ length: 4000 }, (_, index) => `wrong_key_${index}: 1\n`).join('');
  writeFileSync(join(folder, 'server_config.yaml'), `${lines}applications: []\n`);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('what is printed', () => {
  const args = ['--format', 'json'];
  const whole = () => spawnSync(process.execPath, [program, ...args, folder], { maxBuffer: 2 ** 28 }).stdout;
  const slowly = async (command: string, before: string[]) => {
    const child = spawn(command, [...before, program, ...args, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise(resolve => setTimeout(resolve, 500));
    const parts: Buffer[] = [];
    for await (const part of child.stdout) parts.push(part as Buffer);
    return Buffer.concat(parts);
  };

  it('is whole for a reader that is slow', async () => {
    expect(whole().length).toBeGreaterThan(2 ** 18);
    expect((await slowly(process.execPath, [])).equals(whole())).toBe(true);
  });

  // Node sets no such flag, and takes it off for its own children.
  it.runIf(spawnSync('python3', ['--version']).status === 0)(
    'is whole through a pipe that somebody made one that does not wait',
    async () => {
      const script =
        'import fcntl, os, sys; fcntl.fcntl(1, fcntl.F_SETFL, os.O_NONBLOCK); os.execv(sys.argv[1], sys.argv[1:])';
      expect((await slowly('python3', ['-c', script, process.execPath])).equals(whole())).toBe(true);
    },
  );

  it('is no failure for a reader that has seen enough', () => {
    const script = `"$0" "$1" --format json "$2" | head -c 10; echo " \${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, program, folder], {
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(stdout).toBe('{"version" 1\n');
  });
});
