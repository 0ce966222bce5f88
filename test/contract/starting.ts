import { describe, expect, it } from 'vitest';
import { shell, type Bench } from './bench';

export function startingContract(bench: Bench): void {
  const { keeper, signal } = bench;

  describe('start', () => {
    it('runs a command in a session of its own, writes its log and tells its end', async () => {
      const command = shell('echo out; echo err >&2; echo "$OWN $TOKEN $TWINKLE_PROCESS_RECORD"; exit 7', {
        env: { OWN: 'a b' },
        secrets: { TOKEN: 'token' },
      });
      const draft = bench.draft('start-1');
      const { record } = await keeper.start({ record: draft, command, create: true }, signal);
      expect(record.process.session).toBe(record.process.pid);
      expect(await keeper.wait(record, signal)).toEqual({ gone: false, code: 7, signal: null });
      const log = await keeper.read(record.logFile, 0, 1000, signal);
      expect(Buffer.from(log?.bytes ?? []).toString()).toBe('out\nerr\na b s3cret-value start-1\n');
      expect(await bench.sh('stat -c %a "$@"', record.logFile, record.exitFile, bench.state)).toBe(
        '600\n600\n700',
      );
      await keeper.remove([record], signal);
      expect(await bench.files()).toEqual([]);
    });

    it('starts the same attempt once', async () => {
      const draft = bench.draft('start-2');
      const request = { record: draft, command: shell(`exec sleep 4712.2${bench.mark}`), create: true };
      const first = await keeper.start(request, signal);
      const again = await keeper.start(request, signal);
      expect(again.record.process).toEqual(first.record.process);
      const { records } = await keeper.survey({ ids: ['start-2'] }, signal);
      expect(records).toMatchObject([
        { members: [{ pid: first.record.process.pid, record: 'start-2' }], owned: false },
      ]);
      const events: unknown[] = [];
      const phases = [{ match: 'all', signal: 'SIGTERM', graceMs: 5_000 }] as const;
      const outcome = await keeper.stop({ id: 'start-2', phases }, event => events.push(event), signal);
      expect(outcome).toEqual({ left: [], strays: [], ports: [], removed: true });
      expect(events).toMatchObject([
        { phase: 0, killed: [], signalled: [{ argv: ['sleep', `4712.2${bench.mark}`] }] },
      ]);
      expect(await bench.files()).toEqual([]);
    });

    it('starts it though the draft names a process, which is one of before', async () => {
      const before = await bench.started('start-again', 'exit 3');
      await keeper.wait(before, signal);
      await keeper.remove([before], signal);
      const draft = bench.draft('start-again', { process: before.process });
      const { record } = await keeper.start(
        { record: draft, command: shell('exit 4'), create: true },
        signal,
      );
      expect(record.process.pid).not.toBe(before.process.pid);
      expect(await keeper.wait(record, signal)).toEqual({ gone: false, code: 4, signal: null });
      await keeper.remove([record], signal);
    });

    it.each([
      ['cut off', '{"code": 0, "sig'],
      ['of something else', '{"code": "x", "signal": {}, "started": 1}'],
      ['nested', '['.repeat(4_000)],
    ])('does not believe an exit file that is %s', async (_, content) => {
      const record = await bench.started('start-exit', 'exit 3');
      await keeper.wait(record, signal);
      await bench.sh('printf %s "$2" >"$1"', record.exitFile, content);
      expect(await keeper.wait(record, signal)).toEqual({ gone: true });
      await keeper.remove([record], signal);
    });

    it('of two windows that start one record, one does', async () => {
      const [a, b] = [bench.client(), bench.client()];
      const outcomes = await Promise.allSettled(
        [a, b].map(each =>
          each.start(
            { record: bench.draft('start-3'), command: shell('exec sleep 60'), create: true },
            signal,
          ),
        ),
      );
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: { kind: 'exists' },
      });
      const { records } = await keeper.survey({ ids: ['start-3'] }, signal);
      expect(records.map(({ members }) => members.length)).toEqual([1]);
      await keeper.stop({ id: 'start-3', phases: [] }, () => undefined, signal);
    });

    it('is refused without a record, and can be tried again where the program cannot be started', async () => {
      const draft = bench.draft('start-4');
      const command = shell('exit 3');
      await expect(keeper.start({ record: draft, command }, signal)).rejects.toMatchObject({
        kind: 'missing',
      });
      await keeper.create(draft, signal);
      const missing = { argv: ['/no/such/program'], env: {} } as const;
      await expect(keeper.start({ record: draft, command: missing }, signal)).rejects.toThrow(
        /\/no\/such\/program cannot be started: .*Check that the program exists/,
      );
      const { records } = await keeper.survey({ ids: ['start-4'] }, signal);
      expect(records[0]?.record).not.toHaveProperty('process');
      const { record } = await keeper.start({ record: draft, command }, signal);
      expect(await keeper.wait(record, signal)).toEqual({ gone: false, code: 3, signal: null });
      await keeper.remove([record], signal);
      expect(await bench.files()).toEqual([]);
    });

    it('keeps the newest of the old logs', async () => {
      const logs = `${bench.state}/logs`;
      await bench.sh('cd "$1" && touch old-1.log old-2.log old-3.log other.log old-4.txt', logs);
      const record = bench.draft('start-5', { logFile: `${logs}/old-9.log` });
      const oldLogs = { prefix: 'old-', keep: 2 };
      await keeper.start({ record, command: shell('exit'), create: true, oldLogs }, signal);
      const [names = []] = await keeper.list([logs], signal);
      expect(names.filter(name => /^(old|other)/.test(name))).toEqual([
        'old-2.log',
        'old-3.log',
        'old-4.txt',
        'old-9.log',
        'other.log',
      ]);
      await keeper.stop({ id: 'start-5', phases: [] }, () => undefined, signal);
    });

    it('tells the signal that ended the process, also to a window that did not start it', async () => {
      const record = await bench.started('start-6', 'kill -KILL $$');
      expect(await bench.client().wait(record, signal)).toEqual({
        gone: false,
        code: null,
        signal: 'SIGKILL',
      });
      // Nothing tells where the record is gone, or its waiter was ended.
      await keeper.remove([record], signal);
      expect(await keeper.wait(record, signal)).toEqual({ gone: true });
      const unseen = await bench.started('start-7', 'kill -KILL $PPID; exit 5');
      expect(await keeper.wait(unseen, signal)).toEqual({ gone: true });
      await keeper.remove([unseen], signal);
    });

    it('takes no mark of another user for a proof', async context => {
      // Only root can start a program of somebody else.
      if ((await bench.sh('id -u')) !== '0') context.skip();
      const record = await bench.started('start-8', 'exec sleep 60');
      const nap = `sleep 4712.8${bench.mark}`;
      await bench.sh(
        `setsid setpriv --reuid 65534 --regid 65534 --clear-groups env TWINKLE_PROCESS_RECORD=start-8 ${nap} >/dev/null 2>&1 &`,
      );
      await expect.poll(() => bench.running(nap)).toBe('1');
      const { records } = await keeper.survey({ ids: ['start-8'] }, signal);
      expect(records[0]?.members.map(({ pid }) => pid)).toEqual([record.process.pid]);
      expect(await keeper.stop({ id: 'start-8', phases: [] }, () => undefined, signal)).toMatchObject({
        removed: true,
      });
      expect(await bench.running(nap)).toBe('1');
      await bench.sh(`pkill -f "^${nap}$"`);
    });
  });
}
