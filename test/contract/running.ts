import { describe, expect, it } from 'vitest';
import { UserError } from '../../client/src/core/text/text';
import { shell, type Bench } from './bench';

export function runningContract(bench: Bench): void {
  const { keeper, signal } = bench;
  const options = { signal, timeoutMs: 20_000 };

  describe('run of a keeper', () => {
    it('tells exit code and both outputs, and passes input', async () => {
      const exit = await keeper.run(shell('cat; echo no >&2; exit 3'), { ...options, stdin: 'hello ä' });
      expect(exit).toEqual({ code: 3, signal: null, stdout: 'hello ä', stderr: 'no\n' });
      const killed = await keeper.run(shell('kill -KILL $$'), options);
      expect(killed).toMatchObject({ code: null, signal: 'SIGKILL' });
    });

    it('is no error where the command does not read its input', async () => {
      const exit = await keeper.run(shell('exit 0'), { ...options, stdin: 'x'.repeat(1 << 20) });
      expect(exit.code).toBe(0);
    });

    it('gives environment and secrets, without those to be unset, and signals as they were', async () => {
      const script = 'echo "$OWN $TOKEN ${HOME-none} ${LC_CTYPE-none}"; grep SigIgn /proc/self/status';
      const { stdout } = await keeper.run(
        shell(script, { env: { OWN: 'a b' }, unset: ['HOME', 'LC_CTYPE'], secrets: { TOKEN: 'token' } }),
        options,
      );
      expect(stdout).toMatch(/^a b s3cret-value none none\nSigIgn:\s+0{16}\n$/);
      await expect(keeper.run(shell('env', { secrets: { X: 'other' } }), options)).rejects.toThrow(
        /requires a value for X/,
      );
    });

    it('keeps the end of long output, whole characters only, and streams all of it', async () => {
      const script = `i=0; while [ $i -lt 2000 ]; do printf 'ä€'; i=$((i+1)); done`;
      let streamed = '';
      const onOutput = (chunk: string) => (streamed += chunk);
      const { stdout } = await keeper.run(shell(script), { ...options, maxOutputBytes: 9, onOutput });
      expect(stdout).toBe('€ä€');
      expect(streamed).toBe('ä€'.repeat(2000));
      let size = 0;
      const count = (chunk: string) => (size += chunk.length);
      await keeper.run(shell('head -c 5000000 /dev/zero'), {
        ...options,
        maxOutputBytes: 0,
        onOutput: count,
      });
      expect(size).toBe(5_000_000);
    });

    it('ends the whole group on abort, and nothing else', async () => {
      const controller = new AbortController();
      const bystander = keeper.run(shell(`exec sleep 4714.1${bench.mark}`), options);
      const run = keeper.run(shell(`sleep 4714.2${bench.mark} & sleep 4714.2${bench.mark}`), {
        ...options,
        signal: controller.signal,
      });
      await expect.poll(() => bench.running(`sleep 4714.2${bench.mark}`), { timeout: 5_000 }).toBe('2');
      controller.abort(new Error('enough'));
      await expect(run).rejects.toThrow('enough');
      await expect.poll(() => bench.running(`sleep 4714.2${bench.mark}`), { timeout: 5_000 }).toBe('0');
      expect(await bench.running(`sleep 4714.1${bench.mark}`)).toBe('1');
      await bench.sh(`pkill -f "^sleep 4714.1${bench.mark}$"`);
      expect((await bystander).signal).toBe('SIGTERM');
    });

    it('ends what takes too long, even if it ignores SIGTERM, and names it without its secrets', async () => {
      const deaf = shell(`trap "" TERM; sleep 4714.3${bench.mark}; sleep 4714.3${bench.mark}`);
      await expect(keeper.run(deaf, { signal, timeoutMs: 200 })).rejects.toThrow(UserError);
      expect(await bench.running(`sleep 4714.3${bench.mark}`)).toBe('0');
      const argv = ['sh', '-c', 'sleep 9', '--password=pw_real', 'a://:pw_real@h'] as const;
      await expect(keeper.run({ argv, env: {} }, { signal, timeoutMs: 200 })).rejects.toThrow(
        'sh -c sleep 9 --password=*** a://:***@h did not finish within 0.2 s.',
      );
    });

    it('ends what ignores SIGTERM, also when the window closes meanwhile', async () => {
      const other = bench.client();
      const deaf = shell(`trap "" TERM; sleep 4714.5${bench.mark}; sleep 4714.5${bench.mark}`);
      const run = other.run(deaf, options).catch(() => undefined);
      await expect.poll(() => bench.running(`sleep 4714.5${bench.mark}`), { timeout: 5_000 }).toBe('1');
      // The requests are cancelled, and the connection is closed while they come to an end.
      other.dispose();
      await run;
      await expect.poll(() => bench.running(`sleep 4714.5${bench.mark}`), { timeout: 8_000 }).toBe('0');
      expect(await bench.sh('pgrep -cf -- "[4]714.5$1" || true', bench.mark)).toBe('0');
    });

    it('is in time where the command ended in time, whatever its children hold open', async () => {
      const command = shell(`sleep 4714.6${bench.mark} & echo done`);
      const exit = await keeper.run(command, { signal, timeoutMs: 700 });
      expect(exit.stdout).toBe('done\n');
      await bench.sh(`pkill -f "^sleep 4714.6${bench.mark}$"`);
    });

    it('does not wait for a child that keeps the outputs open', async () => {
      const before = Date.now();
      const exit = await keeper.run(shell(`sleep 4714.4${bench.mark} & echo done`), options);
      expect(exit.stdout).toBe('done\n');
      expect(Date.now() - before).toBeLessThan(8_000);
      await bench.sh(`pkill -f "^sleep 4714.4${bench.mark}$"`);
    });

    it('says what cannot be started', async () => {
      await expect(keeper.run({ argv: ['/no/such/program'], env: {} }, options)).rejects.toThrow(
        /\/no\/such\/program cannot be started: .*Check that the program exists/,
      );
      await expect(keeper.run({ argv: ['true'], env: {}, cwd: '/no/such/folder' }, options)).rejects.toThrow(
        /folder \/no\/such\/folder/,
      );
    });

    it('runs many at once, and answers others meanwhile', async () => {
      const slow = Array.from({ length: 8 }, (_, index) =>
        keeper.run(shell(`sleep 0.5; echo ${index}`), options),
      );
      const before = Date.now();
      await keeper.ports([1], signal);
      expect(Date.now() - before).toBeLessThan(450);
      expect((await Promise.all(slow)).map(({ stdout }) => stdout.trim())).toEqual(
        Array.from({ length: 8 }, (_, index) => String(index)),
      );
    });
  });
}
