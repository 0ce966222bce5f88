import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Command } from '../core/command';
import { poll } from '../core/wait';
import { UserError } from '../core/text';
import { LocalHost } from './localHost';

const folder = mkdtempSync(join(tmpdir(), 'local-host-'));
const { signal } = new AbortController();
const host = new LocalHost({
  secret: name => Promise.resolve(name === 'token' ? 's3cret' : undefined),
  env: {
    PATH: process.env['PATH'],
    HOME: '/home/somebody',
    VSCODE_PID: '1',
    ELECTRON_RUN_AS_NODE: '1',
    KEPT: 'yes',
    DROPPED: 'no',
  },
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function command(argv: [string, ...string[]], more: Partial<Command> = {}): Command {
  return { argv, env: {}, ...more };
}

const sh = (script: string, more: Partial<Command> = {}) => command(['sh', '-c', script], more);
const options = { signal, timeoutMs: 10_000 };

/** Processes whose argv has the mark, such as `sleep 12345.6`. */
async function marked(mark: string) {
  return (await host.processes(signal)).filter(process => process.argv.includes(mark));
}

async function goneIn(ms: number, mark: string): Promise<boolean> {
  return (
    (await poll(async () => ((await marked(mark)).length === 0 ? true : undefined), {
      everyMs: 50,
      limitMs: ms,
      signal,
    })) ?? false
  );
}

describe('readFile', () => {
  it('refuses what is no regular file instead of waiting for it', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('/dev/zero', join(folder, 'zero'));
    symlinkSync('text', join(folder, 'link'));
    writeFileSync(join(folder, 'text'), 'a text');
    const read = (path: string) => host.readFile(path, 2, 3, signal);
    for (const path of [folder, join(folder, 'pipe')])
      await expect(read(path)).rejects.toThrow(`${path} is not a regular file`);
    // What a link points to may be anything by the time it is read.
    for (const path of [join(folder, 'zero'), join(folder, 'link')])
      await expect(read(path)).rejects.toThrow(`${path} is a link`);
    expect(await read(join(folder, 'text'))).toMatchObject({ bytes: Buffer.from('tex'), size: 6 });
    expect(await host.readFile(join(folder, 'absent'), 0, 1, signal)).toBeUndefined();
  });
});

describe('exec', () => {
  it('tells exit code and both outputs, and passes input', async () => {
    const exit = await host.exec(sh('cat; echo no >&2; exit 3'), { ...options, stdin: 'hello' });
    expect(exit).toEqual({ code: 3, signal: null, stdout: 'hello', stderr: 'no\n' });
  });

  it('tells the signal that ended a command', async () => {
    expect(await host.exec(sh('kill -KILL $$'), options)).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  it('gives environment and secrets, without those of the editor and those to be unset', async () => {
    const { stdout } = await host.exec(
      sh('env', { env: { OWN: 'a b' }, unset: ['DROPPED'], secrets: { RAY_AUTH_TOKEN: 'token' } }),
      options,
    );
    const lines = stdout.split('\n');
    expect(lines).toEqual(expect.arrayContaining(['OWN=a b', 'KEPT=yes', 'RAY_AUTH_TOKEN=s3cret']));
    expect(lines.filter(line => /^(VSCODE_|ELECTRON_|DROPPED)/.test(line))).toEqual([]);
  });

  it('refuses to run without a secret', async () => {
    await expect(host.exec(sh('env', { secrets: { X: 'other' } }), options)).rejects.toThrow(/a value for X/);
  });

  it('keeps the end of long output, whole characters only', async () => {
    const { stdout } = await host.exec(sh(`i=0; while [ $i -lt 2000 ]; do printf 'ä€'; i=$((i+1)); done`), {
      ...options,
      maxOutputBytes: 9,
    });
    expect(stdout).toBe('€ä€');
  });

  it('ends the whole group on abort, and nothing else', async () => {
    const bystander = await host.spawnDetached(command(['sleep', '4711.1']), join(folder, 'by.log'), signal);
    const controller = new AbortController();
    const run = host.exec(sh('sleep 4711.2 & sleep 4711.2'), { ...options, signal: controller.signal });
    await poll(async () => ((await marked('4711.2')).length === 2 ? true : undefined), {
      everyMs: 20,
      limitMs: 5_000,
      signal,
    });
    controller.abort(new Error('enough'));
    await expect(run).rejects.toThrow('enough');
    expect(await goneIn(2_000, '4711.2')).toBe(true);
    expect(await marked('4711.1')).toHaveLength(1);
    expect(await host.kill(bystander.pid, bystander.startTicks, 'SIGKILL')).toBe(true);
  });

  it('ends what takes too long, even if it ignores SIGTERM', async () => {
    const run = host.exec(sh('trap "" TERM; sleep 4711.3; sleep 4711.3'), { signal, timeoutMs: 200 });
    await expect(run).rejects.toThrow(UserError);
    expect(await goneIn(3_000, '4711.3')).toBe(true);
  });

  it('names what took too long without its secrets', async () => {
    const shell = host.exec(command(['sh', '-c', 'sleep 9', '--password=pw_real', 'a://:pw_real@h']), {
      signal,
      timeoutMs: 200,
    });
    await expect(shell).rejects.toThrow(
      'sh -c sleep 9 --password=*** a://:***@h did not finish within 0.2 s.',
    );
  });

  it('does not wait for a child that keeps the outputs open', async () => {
    const before = Date.now();
    await host.exec(sh('sleep 4711.4 & echo done'), options);
    expect(Date.now() - before).toBeLessThan(8_000);
    for (const { pid, startTicks } of await marked('4711.4')) await host.kill(pid, startTicks, 'SIGKILL');
  });

  it('says what cannot be started', async () => {
    await expect(host.exec(command(['/no/such/program']), options)).rejects.toThrow(
      /\/no\/such\/program cannot be started.*Check that the program exists/,
    );
    await expect(host.exec(command(['true'], { cwd: '/no/such/folder' }), options)).rejects.toThrow(
      /folder \/no/,
    );
  });
});

describe('spawnDetached', () => {
  it('starts a session of its own, writes both outputs and tells the exit code', async () => {
    const log = join(folder, 'deep', 'run.log');
    const started = await host.spawnDetached(sh('echo out; echo err >&2; exit 7'), log, signal);
    expect(started.session).toBe(started.pid);
    expect(await started.ended).toBe(7);
    expect(readFileSync(log, 'utf8')).toBe('out\nerr\n');
    expect(statSync(log).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a FIFO that nothing reads', (log: string) => execFileSync('mkfifo', [log])],
    [
      'a link',
      (log: string) => {
        symlinkSync(join(folder, 'elsewhere'), log);
      },
    ],
    [
      'a folder',
      (log: string) => {
        mkdirSync(log);
      },
    ],
    [
      'a file that others can write',
      (log: string) => {
        writeFileSync(log, '');
        chmodSync(log, 0o666);
      },
    ],
  ])('starts nothing whose log would be %s', async (_, make) => {
    const log = join(mkdtempSync(join(folder, 'logs-')), 'run.log');
    make(log);
    const marker = join(folder, 'was-run');
    await expect(host.spawnDetached(command(['touch', marker]), log, signal)).rejects.toThrow();
    expect(existsSync(marker)).toBe(false);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  it('refuses a FIFO as a log also while something reads it', async () => {
    const log = join(mkdtempSync(join(folder, 'logs-')), 'run.log');
    execFileSync('mkfifo', [log]);
    const reader = openSync(log, constants.O_RDONLY | constants.O_NONBLOCK);
    await expect(host.spawnDetached(sh('echo out'), log, signal)).rejects.toThrow(UserError);
    closeSync(reader);
  });

  it('is found among the processes with its record', async () => {
    const started = await host.spawnDetached(
      command(['sleep', '4711.5'], { env: { TWINKLE_PROCESS_RECORD: 'ray-1' } }),
      join(folder, 'sleep.log'),
      signal,
    );
    const [found] = await marked('4711.5');
    expect(found).toEqual({
      pid: started.pid,
      parent: process.pid,
      session: started.pid,
      startTicks: started.startTicks,
      argv: ['sleep', '4711.5'],
      record: 'ray-1',
    });
    expect(await host.kill(started.pid, started.startTicks + 1, 'SIGKILL')).toBe(false);
    expect(await marked('4711.5')).toHaveLength(1);
    expect(await host.kill(started.pid, started.startTicks, 'SIGTERM')).toBe(true);
    expect(await started.ended).toBe(null);
    expect(await marked('4711.5')).toEqual([]);
  });

  it('rejects for a program that is not there', async () => {
    await expect(host.spawnDetached(command(['/no/such']), join(folder, 'x.log'), signal)).rejects.toThrow(
      UserError,
    );
  });
});

describe('files', () => {
  const path = join(folder, 'a', 'file.json');

  it('writes whole files with a mode, and creates one only once', async () => {
    await host.writeFile(path, 'one', 0o600, signal);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o700);
    expect(await host.createFile(path, 'two', 0o600, signal)).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('one');
    const winners = await Promise.all(
      ['x', 'y', 'z'].map(content => host.createFile(`${path}.new`, content, 0o600, signal)),
    );
    expect(winners.filter(Boolean)).toHaveLength(1);
    expect((await host.list(join(folder, 'a'), signal)).toSorted()).toEqual(['file.json', 'file.json.new']);
  });

  it('reads a part, and tells size and identity', async () => {
    writeFileSync(path, '0123456789');
    const slice = await host.readFile(path, 4, 3, signal);
    expect(Buffer.from(slice?.bytes ?? []).toString()).toBe('456');
    expect(slice?.size).toBe(10);
    expect((await host.readFile(path, 20, 3, signal))?.bytes).toHaveLength(0);
    await host.removeFile(path, signal);
    expect(await host.readFile(path, 0, 3, signal)).toBeUndefined();
    expect(await host.list(join(folder, 'none'), signal)).toEqual([]);
  });
});

describe('ports', () => {
  it('tells a free one from one taken on loopback alone, and by whom', async () => {
    const server = createServer();
    const port = await new Promise<number>(resolve => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    expect(await host.portFree(port, signal)).toBe(false);
    expect((await host.portHolder(port, signal))?.pid).toBe(process.pid);
    await new Promise(resolve => server.close(resolve));
    expect(await host.portFree(port, signal)).toBe(true);
    expect(await host.portHolder(port, signal)).toBeUndefined();
  });
});

describe('folders', () => {
  it('follows the XDG rule and its own override', async () => {
    const of = (env: Record<string, string>) =>
      new LocalHost({ secret: () => Promise.resolve(undefined), env }).stateFolder();
    expect(await of({ HOME: '/h' })).toBe('/h/.local/state/twinkle');
    expect(await of({ HOME: '/h', XDG_STATE_HOME: '/s' })).toBe('/s/twinkle');
    expect(await of({ HOME: '/h', XDG_STATE_HOME: '/s', TWINKLE_STATE_HOME: '/t' })).toBe('/t');
    expect(await host.bootId(signal)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
