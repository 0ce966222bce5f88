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
  });
}
